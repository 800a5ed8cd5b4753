import { coverOf, type Price, priceOf, unpaid } from '../balance/cover.ts';
import type { CoverSource } from '../names.ts';
import { isSensitive, type Task, type TaskOrder } from '../task/task.ts';
import { goldOrder, openGoldTask } from '../trust/gold.ts';
import type { GoldRecord } from '../trust/gold-pools.ts';
import { goldShare, isKeptFrom } from '../trust/standing.ts';
import type { TrustSums } from '../trust/sums.ts';
import type { ClaimTerms, ClaimWork, GoldDraw } from './claim.ts';

/** What is known of a worker over all and on a template. */
export interface Known {
  readonly overall: TrustSums;
  readonly ofTemplate: TrustSums;
}

/**
 * What is to be done where a task is next for a worker, by what is known of them for everybody's tasks and for those of the
 * task's customer: `isKept`: they are not given it; `wantsOwn`, `wantsHouse`: a gold task of the customer's, or of the
 * operator's, that looks like it goes first, where there is one.
 */
export function mixingFor(
  { forAll, forCustomer }: { readonly forAll: Known; readonly forCustomer: Known },
  { rules, latestGold }: Pick<ClaimTerms, 'rules' | 'latestGold'>,
  draw: GoldDraw | undefined,
): { readonly isKept: boolean; readonly wantsOwn: boolean; readonly wantsHouse: boolean } {
  const isKept = isKeptFrom(forCustomer.overall, forCustomer.ofTemplate, rules);
  if (draw === undefined) return { isKept, wantsOwn: false, wantsHouse: false };
  // What a customer says of a worker must not cost the operator gold.
  const isKeptByAll = isKeptFrom(forAll.overall, forAll.ofTemplate, rules);
  const wants = (known: Known, latest?: string): boolean =>
    draw.randomness < goldShare(known.overall, known.ofTemplate, rules, latest);
  return {
    isKept,
    wantsOwn: isKept || wants(forCustomer),
    wantsHouse: isKeptByAll || wants(forAll, latestGold),
  };
}

/** The same among an organisation's own people, by what is known of them there: nobody is kept from its tasks, and the house has no part in it. */
export function ownMixing(
  { forCustomer }: Parameters<typeof mixingFor>[0],
  { rules }: Pick<ClaimTerms, 'rules'>,
  draw: GoldDraw | undefined,
): ReturnType<typeof mixingFor> {
  const share = goldShare(forCustomer.overall, forCustomer.ofTemplate, rules);
  return { isKept: false, wantsOwn: draw !== undefined && draw.randomness < share, wantsHouse: false };
}

/** What gold is paid by: as what it is given out beside, and to unpaid own people nothing. `now`: the operator's price. */
export function goldPrice(neighbour: Task | null, { pools }: Pick<ClaimWork, 'pools'>, now: Price): Price {
  const isUnpaid = pools !== undefined && neighbour?.crowd?.paysOwn !== true;
  return isUnpaid ? unpaid : priceOf(neighbour ?? {}, now);
}

/**
 * The gold task that the claim gives, held by its worker from the first. `neighbour`: what it is given out beside, and is
 * paid as. `from`: what its owner pays it from.
 */
export function goldTaskOf(
  item: GoldRecord,
  neighbour: Task | null,
  { taskId, salt, delayMs }: GoldDraw,
  request: ClaimWork,
  { price, from }: { readonly price: Price; readonly from: CoverSource },
): { readonly order: TaskOrder; readonly task: Task } {
  const { workerId, nonce, nowMs, leaseMs, pools } = request;
  const cover = coverOf(1, goldPrice(neighbour, request, price), from);
  const claim = { taskId, salt, delayMs, workerId, nonce, nowMs, leaseMs, cover };
  // Were it the only one that is not covered, it would be known.
  const covered =
    neighbour !== null && isSensitive(neighbour) ? ({ ...item, sensitive: true } as const) : item;
  // As of the task that it looks like: nothing may tell it.
  const paysOwn = neighbour?.crowd?.paysOwn === true ? ({ paysOwn: true } as const) : {};
  const own = pools === undefined ? {} : { crowd: { ownUntilMs: null, ...paysOwn } };
  const order = { ...goldOrder(covered, claim), ...own };
  return { order, task: openGoldTask(order, claim) };
}
