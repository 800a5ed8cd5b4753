import type { SettlementState } from '@asg/domain';
import type { SettlementRecord } from '@asg/storage';

/** The columns a settlement is made of; what changes is kept beside the signed batch. */
export interface SettlementRow {
  readonly state: string;
  readonly seen_at: number | null;
  readonly note: string | null;
  readonly record: string;
}
export const columnsOfSettlement = 'state, seen_at, note, record';

export function settlementOf({ state, seen_at, note, record }: SettlementRow): SettlementRecord {
  const stored = JSON.parse(record) as SettlementRecord;
  return { ...stored, state: state as SettlementState, seenAtMs: seen_at, note };
}
