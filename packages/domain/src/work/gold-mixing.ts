import type { Task, TaskOrder } from '../task/task.ts';
import { disguisedTaskId, goldOrder, openGoldTask } from '../trust/gold.ts';
import type { GoldRecord } from '../trust/gold-pools.ts';
import { goldShare, isKeptFrom } from '../trust/standing.ts';
import type { TrustSums } from '../trust/sums.ts';
import type { ClaimTerms, ClaimWork, GoldDraw } from './claim.ts';

/**
 * What is to be done where a task is next for a worker, by what is known of them over all and on its template:
 * `isKept`: they are not given it; `wantsGold`: a gold task that looks like it goes first, where there is one.
 */
export function mixingFor(
  overall: TrustSums,
  ofTemplate: TrustSums,
  { rules }: Pick<ClaimTerms, 'rules'>,
  draw: GoldDraw | undefined,
): { readonly isKept: boolean; readonly wantsGold: boolean } {
  const isKept = isKeptFrom(overall, ofTemplate, rules);
  if (draw === undefined) return { isKept, wantsGold: false };
  return { isKept, wantsGold: isKept || draw.randomness < goldShare(overall, ofTemplate, rules) };
}

/** The gold task that the claim gives, held by its worker from the first. `neighbour`: what it is given out beside. */
export function goldTaskOf(
  item: GoldRecord,
  neighbour: Task | null,
  { taskId, salt }: GoldDraw,
  { workerId, nonce, nowMs, leaseMs }: ClaimWork,
): { readonly order: TaskOrder; readonly task: Task } {
  const id = disguisedTaskId(taskId, neighbour?.taskId ?? null);
  const claim = { taskId: id, salt, workerId, nonce, nowMs, leaseMs };
  const order = goldOrder(item, claim);
  return { order, task: openGoldTask(order, claim) };
}
