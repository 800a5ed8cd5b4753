import type { SettlementRecord, Task, TaskCost } from '@asg/domain';

/** Whether the task says of itself what the settlement says of it. */
export function isIn(
  task: Task | null,
  { settlementId, txid, seenAtMs }: SettlementRecord,
  { costSats }: TaskCost,
): boolean {
  if (task === null) return false;
  const { payment } = task;
  if (payment.kind === 'paid')
    return payment.settlementId === settlementId && payment.txid === txid && payment.costSats === costSats;
  return payment.kind === 'reserved' && payment.settlementId === settlementId && seenAtMs === null;
}
