import {
  type Coin,
  type EarningRecord,
  forfeitEntryId,
  forfeitedCoins,
  type LabelPay,
  labelPays,
  partsOf,
  type Sats,
  type SettlementRecord,
} from '@asg/domain';
import type { Storage, StorageReader } from '@asg/storage';
import { last, present } from '@asg/values/present';

type Reader = Pick<StorageReader, 'settlement' | 'tasks' | 'payouts'>;

const earningsPage = 50;
/** Settlements that a carried sum is followed back through; what lies further back stays with the house. */
const carriedMax = 500;

/** Gives each customer their part of a forfeit, in their balance. Once, however often it is asked for. */
export async function enterForfeitParts(
  storage: Reader & Pick<Storage, 'balance'>,
  given: { readonly forfeitId: string; readonly settlement: SettlementRecord; readonly nowMs: number },
): Promise<void> {
  const { forfeitId, settlement, nowMs: atMs } = given;
  for (const [customerId, part] of await forfeitParts(storage, settlement)) {
    const entryId = forfeitEntryId(forfeitId);
    const about = { note: 'pay of a suspended worker', ref: settlement.txid };
    await storage.balance.enter({ entryId, customerId, kind: 'forfeit', sats: part, atMs, ...about });
  }
}

/** Each customer's part of a forfeit, by customer id: what they paid for the labels whose pay comes back. */
export async function forfeitParts(
  storage: Reader,
  settlement: SettlementRecord,
): Promise<ReadonlyMap<string, Sats>> {
  const { workerId } = present(settlement.withdrawal, 'the worker whose pay is forfeited');
  const pays: LabelPay[] = [];
  for (const coin of forfeitedCoins(settlement)) pays.push(...(await paysBehind(storage, workerId, coin)));
  return partsOf(pays);
}

/** The labels whose pay the coin holds: of the settlement that made it, and of those that carried pay on to it. */
async function paysBehind(storage: Reader, workerId: string, { txid }: Coin): Promise<readonly LabelPay[]> {
  const payment = present(await storage.settlement.byTxid(txid), `the settlement that made ${txid}`);
  const pays = [...(await paysOf(storage, workerId, payment))];
  const payee = present(
    payment.payees.find((one) => one.workerId === workerId),
    'the worker among its payees',
  );
  let carriedSats: number = payee.carriedInSats;
  let before = payment.settlementId;
  for (let followed = 0; carriedSats > 0 && followed < carriedMax; ) {
    const page: readonly EarningRecord[] = await storage.payouts.earnings(workerId, {
      limit: earningsPage,
      before,
    });
    for (const { settlementId, earnedSats, paidSats } of page) {
      // Who is paid is paid all, so that nothing was carried on from there.
      if (paidSats > 0 || carriedSats <= 0) return pays;
      carriedSats -= earnedSats;
      const carrier = await storage.settlement.get(settlementId);
      if (carrier !== null) pays.push(...(await paysOf(storage, workerId, carrier)));
    }
    if (page.length < earningsPage) return pays;
    followed += page.length;
    before = last(page).settlementId;
  }
  return pays;
}

async function paysOf(
  storage: Reader,
  workerId: string,
  { tasks: costs }: SettlementRecord,
): Promise<readonly LabelPay[]> {
  const tasks = await storage.tasks.many(costs.map(({ taskId }) => taskId));
  const paid = costs.flatMap((cost, index) => {
    const task = tasks[index] ?? null;
    return task === null ? [] : [{ task, cost }];
  });
  return labelPays(workerId, paid);
}
