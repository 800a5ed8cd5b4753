import type { EngineContext } from '../../context.ts';

const pageMax = 100;

/** Takes a worker's paymails out of all that paid them. False: some of it may not be changed yet. Safe to repeat. */
export async function forgetPaymails(
  { payouts, settlement, paymail }: EngineContext['storage'],
  workerId: string,
): Promise<boolean> {
  let isDone = true;
  const forget = async (settlementId: string): Promise<void> => {
    for (let id: string | null = settlementId; id !== null; ) {
      const outcome = await settlement.forgetPaymail({ settlementId: id, workerId });
      if (outcome === 'live') isDone = false;
      else await paymail.forget({ settlementId: id, workerId });
      // What it took the place of says the same.
      id = (await settlement.get(id))?.replaces ?? null;
    }
  };
  for (const read of [
    (before: string | null) => payouts.earnings(workerId, { limit: pageMax, before }),
    (before: string | null) => payouts.withdrawals(workerId, { limit: pageMax, before }),
  ]) {
    for (let before: string | null = null; ; ) {
      const page: readonly { readonly settlementId: string }[] = await read(before);
      for (const { settlementId } of page) await forget(settlementId);
      if (page.length < pageMax) break;
      before = page.at(-1)?.settlementId ?? null;
    }
  }
  return isDone;
}
