import {
  closedHold,
  type HoldRecord,
  type HoldRules,
  isReached,
  nextLookMs,
  type WorkerRecord,
} from '@asg/domain';
import type { EngineContext } from '@asg/people/context';
import { standingSettlement, type TreasuryMove } from '@asg/storage';
import { enterForfeitParts } from './forfeit-parts.ts';
import { Forfeits } from './forfeits.ts';

/** Workers that one round looks at. */
const roundMax = 50;
/** Coins that are not in a block yet, and moves that are not made yet, are looked for again so often, ms. */
const againMs = 5_000;
/** So long after the last plan that held pay of a worker, coins of it may still appear, ms; soon, in all likelihood. */
const appearMs = 24 * 3_600_000;
const soonMs = 2 * 3_600_000;
/** Where they are looked for meanwhile, ms: at first, and then. */
const appearLookMs = { soon: 60_000, later: 3_600_000 } as const;
/** A forfeit that was refused is thought over after so long, ms. */
const refusedMs = 3_600_000;

/** Asks that what is held for a worker is moved to their wallet: the withdrawal's id; null: nothing can be moved now. */
export type AskForWithdrawal = (workerId: string) => Promise<string | null>;

/**
 * Looks at workers whose pay is held, each when there is something to do: writes down that they are mature and has their
 * coins moved, or has the coins of those who were suspended go back. All that it does may be done again.
 */
export class HoldRounds {
  readonly #context: Pick<EngineContext, 'storage' | 'clock' | 'ids' | 'log'>;
  readonly #rules: HoldRules | null;
  readonly #forfeits: Forfeits;
  readonly #withdraw: AskForWithdrawal;

  constructor(
    context: Pick<EngineContext, 'storage' | 'clock' | 'ids' | 'log'>,
    parts: { readonly rules: HoldRules | null; readonly withdraw: AskForWithdrawal },
  ) {
    this.#context = context;
    this.#rules = parts.rules;
    this.#forfeits = new Forfeits(context, parts.rules);
    this.#withdraw = parts.withdraw;
  }

  /** True: there is more to look at. */
  async round(): Promise<boolean> {
    const { storage, clock } = this.#context;
    const nowMs = clock.nowMs();
    const waiting = await storage.holds.waiting({ limit: roundMax, after: null });
    const due = waiting.filter(({ lookAtMs }) => lookAtMs !== null && lookAtMs <= nowMs);
    for (const hold of due) await this.#look(hold);
    return due.length === roundMax;
  }

  async #look(hold: HoldRecord): Promise<void> {
    const worker = await this.#context.storage.workers.get(hold.workerId);
    if (hold.forfeitId !== null) return this.#followForfeit(hold, hold.forfeitId);
    if (worker === null) return this.#note(hold, closedHold(hold));
    if (hold.isFree || this.#rules === null) return this.#moveOut(worker, hold);
    if (worker.status === 'suspended') return this.#lookAtSuspended(worker, hold, this.#rules);
    if (worker.maturedAtMs !== undefined) return this.#moveOut(worker, hold);
    return this.#count(worker, hold, this.#rules);
  }

  async #count(worker: WorkerRecord, hold: HoldRecord, rules: HoldRules): Promise<void> {
    const nowMs = this.#context.clock.nowMs();
    const counted = await this.#counted(hold, worker, nowMs);
    if (!isReached(worker, counted, rules, nowMs))
      return this.#note(hold, { ...counted, lookAtMs: nextLookMs(worker, counted, rules, nowMs) });
    const { workerId } = hold;
    const change = { set: 'matured', atMs: nowMs } as const;
    const after = await this.#context.storage.workers.change({ workerId, change });
    this.#context.log.info({ worker_id: workerId }, 'what is held for a worker is theirs to move now');
    if (after?.maturedAtMs !== undefined) await this.#moveOut(after, hold);
  }

  async #counted(hold: HoldRecord, { holdFromMs = 0 }: WorkerRecord, nowMs: number): Promise<HoldRecord> {
    const { goldRight } = await this.#context.storage.trust.sums(hold.workerId);
    const fromMs = Math.max(hold.fromMs, holdFromMs);
    return { ...hold, fromMs, rightAnswers: goldRight, countedAtMs: nowMs };
  }

  /** Where a wallet is set, all that was held goes there; what the wallet's host refuses is left for the worker to ask for. */
  async #moveOut(worker: WorkerRecord, hold: HoldRecord): Promise<void> {
    const { storage, clock } = this.#context;
    const { workerId, firstId, withdrawalId } = hold;
    const nowMs = clock.nowMs();
    const isRefused =
      withdrawalId !== null && ((await storage.moves.get(withdrawalId))?.refusal ?? null) !== null;
    const left = await storage.payouts.heldSats(workerId, { fromId: firstId });
    if (worker.payout === null || isRefused || (left === 0 && hold.heldAtMs + appearMs <= nowMs))
      return this.#note(hold, closedHold(hold));
    const asked = left === 0 ? null : await this.#withdraw(workerId);
    const lookAtMs = left === 0 ? lookForCoinsMs(hold, nowMs) : nowMs + againMs;
    return this.#note(hold, { ...hold, withdrawalId: asked ?? withdrawalId, lookAtMs });
  }

  async #lookAtSuspended(worker: WorkerRecord, hold: HoldRecord, rules: HoldRules): Promise<void> {
    const { storage, clock, ids } = this.#context;
    const nowMs = clock.nowMs();
    const { goldRight } = await storage.trust.sums(hold.workerId);
    const counted = { ...hold, rightAnswers: goldRight, countedAtMs: nowMs };
    const verdict = await this.#forfeits.verdict(worker, counted);
    if (verdict.kind === 'theirs')
      return this.#note(hold, { ...counted, isFree: true, withdrawalId: null, lookAtMs: nowMs });
    const next = nowMs + rules.countMs;
    if (verdict.kind !== 'due')
      return this.#note(hold, {
        ...counted,
        lookAtMs: verdict.kind === 'later' ? Math.min(next, verdict.atMs) : next,
      });
    const { workerId, firstId } = hold;
    const made = { fromId: firstId };
    const [mined] = await storage.payouts.heldCoins(workerId, 1, made);
    if (mined !== undefined) {
      const forfeitId = ids.next('settlement');
      const after = { ...counted, forfeitId, lookAtMs: nowMs };
      if (await storage.holds.note({ before: hold, after })) await this.#followForfeit(after, forfeitId);
      return;
    }
    const left = await storage.payouts.heldSats(workerId, made);
    if (left === 0 && hold.heldAtMs + appearMs <= nowMs) return this.#note(hold, closedHold(counted));
    const lookAtMs = left === 0 ? lookForCoinsMs(hold, nowMs) : nowMs + againMs;
    return this.#note(hold, { ...counted, lookAtMs });
  }

  /** Asked for, then made by the settler or refused; seen, each customer gets their part. */
  async #followForfeit(hold: HoldRecord, forfeitId: string): Promise<void> {
    const { storage, clock, log } = this.#context;
    const { workerId } = hold;
    const nowMs = clock.nowMs();
    const move = await storage.moves.get(forfeitId);
    if (move === null) await storage.moves.request(forfeitMove(forfeitId, workerId, nowMs));
    const settlement = await standingSettlement(storage, forfeitId);
    const isSeen = settlement !== null && settlement.seenAtMs !== null;
    if (isSeen) {
      await enterForfeitParts(storage, { forfeitId, settlement, nowMs });
      log.info({ worker_id: workerId, settlement: settlement.settlementId }, 'held pay was forfeited');
    }
    const isRefused = (move?.refusal ?? null) !== null;
    const isOver = isSeen || isRefused;
    return this.#note(hold, {
      ...hold,
      forfeitId: isOver ? null : forfeitId,
      lookAtMs: isSeen ? nowMs : nowMs + (isRefused ? refusedMs : againMs),
    });
  }

  /** What changed meanwhile is looked at in the next round. */
  async #note(before: HoldRecord, after: HoldRecord): Promise<void> {
    await this.#context.storage.holds.note({ before, after });
  }
}

function lookForCoinsMs({ heldAtMs }: HoldRecord, nowMs: number): number {
  return nowMs + appearLookMs[nowMs < heldAtMs + soonMs ? 'soon' : 'later'];
}

function forfeitMove(settlementId: string, workerId: string, requestedAtMs: number): TreasuryMove {
  return { settlementId, purpose: 'forfeit', workerId, coins: null, requestedAtMs, refusal: null };
}
