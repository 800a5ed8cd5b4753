import { addSats, percentOfSats, type Sats, sats } from '../money/sats.ts';

/** The operator's prices. */
export interface PayoutRules {
  /** Paid for each agreeing label. */
  readonly payoutSats: Sats;
  /** The platform's fee, a whole percentage of the payouts, rounded down per task. */
  readonly feePercent: number;
  /** A payee's sum below this is carried over to their next batch. */
  readonly payoutMinSats: Sats;
}

/** What a task costs its customer where so many labels agree. */
export function costOfLabels(
  labels: number,
  { payoutSats, feePercent }: Pick<PayoutRules, 'payoutSats' | 'feePercent'>,
): Sats {
  const payouts = sats(payoutSats * labels);
  return addSats(payouts, percentOfSats(payouts, feePercent));
}

/** A task to be paid: who agreed, each worker once. */
export interface PayableTask {
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
  const labelsByWorker = new Map<string, number>(alsoIds.map((id) => [id, 0]));
  const costs = tasks.map((task): TaskCost => {
    for (const id of task.workerIds) labelsByWorker.set(id, (labelsByWorker.get(id) ?? 0) + 1);
    const payoutSats = sats(rules.payoutSats * task.workerIds.length);
    const feeSats = percentOfSats(payoutSats, rules.feePercent);
    return { taskId: task.taskId, payoutSats, feeSats, costSats: addSats(payoutSats, feeSats) };
  });
  const payees = [...labelsByWorker]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([workerId, labels]) => {
      const isPayable = !unpayable.has(workerId);
      return payeeSum(workerId, labels, carriedSats.get(workerId) ?? sats(0), rules, isPayable);
    });
  return { tasks: costs, payees, feeSats: addSats(...costs.map((cost) => cost.feeSats)) };
}

function payeeSum(
  workerId: string,
  labels: number,
  carriedInSats: Sats,
  rules: PayoutRules,
  isPayable: boolean,
): PayeeSum {
  const earnedSats = sats(rules.payoutSats * labels);
  const total = addSats(earnedSats, carriedInSats);
  const isPaid = isPayable && total > 0 && total >= rules.payoutMinSats;
  const paidSats = isPaid ? total : sats(0);
  return { workerId, labels, earnedSats, carriedInSats, paidSats, carriedOutSats: sats(total - paidSats) };
}
