import type { BlockProof, LaneRecord, PayeeRecord, SettlementRecord, SettlementState } from '@asg/domain';
import { parsed } from '../sql.ts';

/** The columns a settlement is made of; what changes is kept beside the signed batch. */
export interface SettlementRow {
  readonly state: SettlementState;
  readonly seen_at: number | null;
  readonly note: string | null;
  readonly proof: string | null;
  readonly replaced_by: string | null;
  readonly record: string;
}
export const columnsOfSettlement = 'state, seen_at, note, proof, replaced_by, record';

/** What records lack that were stored before there were other purposes than payment. */
const earlier = { purpose: 'payment', outputs: [], replaces: null, lanePosition: 0 } as const;

export function settlementOf(row: SettlementRow): SettlementRecord {
  const stored = parsed<SettlementRecord>(row.record);
  return {
    ...earlier,
    ...stored,
    payees: stored.payees.map(payeeOf),
    state: row.state,
    seenAtMs: row.seen_at,
    note: row.note,
    proof: row.proof === null ? null : parsed<BlockProof>(row.proof),
    replacedBy: row.replaced_by,
  };
}

/** A lane's record; those stored before positions were counted have none yet. */
export function laneOf(record: string): LaneRecord {
  const stored = parsed<Partial<LaneRecord> & Omit<LaneRecord, 'position' | 'minedPosition'>>(record);
  return { position: 0, minedPosition: 0, ...stored };
}

/** Before there were paymails a payee had one script. */
function payeeOf(stored: PayeeRecord | (PayeeRecord & { readonly lockingScript: string })): PayeeRecord {
  if (!('lockingScript' in stored)) return stored;
  const { lockingScript, ...payee } = stored;
  const outputs = payee.paidSats > 0 ? [{ satoshis: payee.paidSats, lockingScript }] : [];
  return { ...payee, outputs };
}
