import { at } from '@asg/values/present';
import { billedTo } from '../balance/move.ts';
import { addSats, type Sats, sats } from '../money/sats.ts';
import type { Coin } from '../settlement/coin.ts';
import type { TaskCost } from '../settlement/payouts.ts';
import type { SettlementRecord } from '../settlement/settlement.ts';
import { payableLabels } from '../task/label-outcome.ts';
import type { Task } from '../task/task.ts';
import type { AppealRecord } from '../trust/appeal.ts';
import type { Suspension, WorkerRecord } from '../workers/worker.ts';
import { type HoldRecord, type HoldRules, heldUntilMs } from './maturity.ts';

/**
 * What becomes of held pay while its worker is suspended. `due`: it is forfeited now. `waits`: for an answer to the appeal.
 * `theirs`: they had earned it before, so that it is theirs whatever happened since.
 */
export type ForfeitVerdict =
  | { readonly kind: 'due' | 'waits' | 'theirs' }
  | { readonly kind: 'later'; readonly atMs: number };

/** `appeal`: the one against this very suspension. */
export function forfeitVerdict(
  suspension: Suspension,
  hold: Pick<HoldRecord, 'fromMs' | 'rightAnswers'>,
  appeal: AppealRecord | null,
  rules: HoldRules,
  nowMs: number,
): ForfeitVerdict {
  const before: Pick<WorkerRecord, 'status'> = { status: 'active' };
  const isTheirs =
    hold.rightAnswers >= rules.goldRight || heldUntilMs(before, hold, rules) <= suspension.atMs;
  if (isTheirs) return { kind: 'theirs' };
  if (appeal !== null) return { kind: appeal.answer?.upheld === false ? 'due' : 'waits' };
  const atMs = suspension.atMs + rules.appealMs;
  return atMs <= nowMs ? { kind: 'due' } : { kind: 'later', atMs };
}

/** What one label of a task was paid, and who pays for the task; null: the house does. */
export interface LabelPay {
  readonly customerId: string | null;
  readonly paySats: Sats;
}

/** What a worker earned with these tasks, a line for each. */
export function labelPays(
  workerId: string,
  paid: readonly { readonly task: Task; readonly cost: TaskCost }[],
): readonly LabelPay[] {
  return paid.flatMap(({ task, cost }) => {
    const labels = payableLabels(task);
    if (labels.every((label) => label.workerId !== workerId)) return [];
    return [{ customerId: billedTo(task), paySats: sats(cost.payoutSats / labels.length) }];
  });
}

/** Each customer's part, by customer id; the house's is in none. */
export function partsOf(pays: readonly LabelPay[]): ReadonlyMap<string, Sats> {
  const parts = new Map<string, Sats>();
  for (const { customerId, paySats } of pays)
    if (customerId !== null) parts.set(customerId, addSats(parts.get(customerId) ?? sats(0), paySats));
  return new Map([...parts].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** The coins that a forfeit takes back: what it spends beside the treasury's own. */
export function forfeitedCoins({ inputs, outputs }: SettlementRecord): readonly Coin[] {
  const treasury = at(outputs, 0).lockingScript;
  return inputs.filter(({ lockingScript }) => lockingScript !== treasury);
}

/** The entry that gives a customer their part of a forfeit: one of each customer's for each forfeit. */
export const forfeitEntryId = (forfeitId: string): string => `forfeit ${forfeitId}`;
