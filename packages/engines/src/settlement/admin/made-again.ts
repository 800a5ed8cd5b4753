import type { SettlementRecord } from '@asg/domain';

type Made = Pick<SettlementRecord, 'state' | 'txid' | 'replacedBy'>;

/**
 * Whether what took the place of a failed settlement is the same transaction: a move that was refused and is made again, of the
 * same coins, may be.
 */
export async function isMadeAgain(
  { txid, replacedBy }: Made,
  read: (settlementId: string) => Promise<Made | null>,
): Promise<boolean> {
  for (let next = replacedBy; next !== null; ) {
    const found = await read(next);
    if (found?.state !== 'failed') return found?.txid === txid;
    next = found.replacedBy;
  }
  return false;
}
