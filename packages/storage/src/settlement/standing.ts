import type { SettlementRecord } from '@asg/domain';
import type { SettlementReader } from './store.ts';

/** The settlement with this id, or the last of those that took its place; null: there is none yet. */
export async function standingSettlement(
  { settlement }: { readonly settlement: Pick<SettlementReader, 'get'> },
  settlementId: string,
): Promise<SettlementRecord | null> {
  let found = await settlement.get(settlementId);
  while (found !== null && found.replacedBy !== null) found = await settlement.get(found.replacedBy);
  return found;
}
