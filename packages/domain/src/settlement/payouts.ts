import { costOfLabels, type Price, priceOf } from '../balance/cover.ts';
import { addSats, type Sats, sats } from '../money/sats.ts';
import type { TaskOrder } from '../task/task.ts';

/** The operator's prices of now, for tasks that have none of their own. */
export interface PayoutRules extends Price {
  /** A payee's sum below this is carried over to their next batch. */
  readonly payoutMinSats: Sats;
}

/** A task to be paid: who agreed, each worker once. */
export interface PayableTask extends Pick<TaskOrder, 'cover'> {
  readonly taskId: string;
  readonly workerIds: readonly string[];
}

export interface TaskCost {
  readonly taskId: string;
  readonly payoutSats: Sats;
  readonly feeSats: Sats;
  /** Payouts and fee: what the customer is charged. */
  readonly costSats: Sats;
}

/** One worker's sum in a batch. earned + carriedIn = paid + carriedOut, always. */
export interface PayeeSum {
  readonly workerId: string;
  readonly labels: number;
  readonly earnedSats: Sats;
  readonly carriedInSats: Sats;
  /** 0: nothing in this batch, all is carried over. */
  readonly paidSats: Sats;
  readonly carriedOutSats: Sats;
}

export interface PayoutPlan {
  readonly tasks: readonly TaskCost[];
  /** By worker id, so that the same batch always makes the same transaction. */
  readonly payees: readonly PayeeSum[];
  readonly feeSats: Sats;
}

/**
 * Who is paid how much in a batch. `carriedSats`: what each worker has left from earlier batches; who is `unpayable` now
 * gets nothing, and all of it is carried. `alsoIds`: workers without a label here who are paid what is carried for them.
 */
export function planPayouts(
  tasks: readonly PayableTask[],
  carriedSats: ReadonlyMap<string, Sats>,
  rules: PayoutRules,
  unpayable: ReadonlySet<string> = new Set(),
  alsoIds: readonly string[] = [],
): PayoutPlan {
  const earned = new Map<string, Earned>(alsoIds.map((id) => [id, { labels: 0, earnedSats: sats(0) }]));
  const costs = tasks.map((task): TaskCost => {
    const price = priceOf(task, rules);
    for (const id of task.workerIds) {
      const sum = earned.get(id);
      if (sum === undefined) earned.set(id, { labels: 1, earnedSats: price.payoutSats });
      else {
        sum.labels++;
        sum.earnedSats = sats(sum.earnedSats + price.payoutSats);
      }
    }
    const payoutSats = sats(price.payoutSats * task.workerIds.length);
    const costSats = costOfLabels(task.workerIds.length, price);
    return { taskId: task.taskId, payoutSats, feeSats: sats(costSats - payoutSats), costSats };
  });
  const payees = [...earned]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([workerId, sum]) => {
      const isPayable = !unpayable.has(workerId);
      return payeeSum(workerId, sum, carriedSats.get(workerId) ?? sats(0), rules, isPayable);
    });
  return { tasks: costs, payees, feeSats: addSats(...costs.map((cost) => cost.feeSats)) };
}

/** What one worker gets for the labels of a batch, counted label by label. */
interface Earned {
  labels: number;
  earnedSats: Sats;
}

function payeeSum(
  workerId: string,
  { labels, earnedSats }: Earned,
  carriedInSats: Sats,
  { payoutMinSats }: PayoutRules,
  isPayable: boolean,
): PayeeSum {
  const total = addSats(earnedSats, carriedInSats);
  const isPaid = isPayable && total > 0 && total >= payoutMinSats;
  const paidSats = isPaid ? total : sats(0);
  return { workerId, labels, earnedSats, carriedInSats, paidSats, carriedOutSats: sats(total - paidSats) };
}
