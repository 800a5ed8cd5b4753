import {
  type HoldRecord,
  type HoldRules,
  heldBackFrom,
  type Maturity,
  maturityOf,
  type Sats,
  type SettlementRecord,
  type WorkerRecord,
} from '@asg/domain';
import { type Page, standingSettlement, type TreasuryMove } from '@asg/storage';
import type { EngineContext } from '../context.ts';

/** A withdrawal as its worker sees it: what was asked for, and the transaction once there is one. */
export interface WithdrawalReport {
  /** The id that it was asked for under. */
  readonly withdrawalId: string;
  readonly move: TreasuryMove | null;
  readonly settlement: SettlementRecord | null;
}

export type RequestWithdrawalResult =
  | { readonly ok: true; readonly withdrawal: WithdrawalReport }
  | { readonly ok: false; readonly refusal: 'no_wallet' | 'nothing_to_withdraw' }
  | { readonly ok: false; readonly refusal: 'not_mature'; readonly held: HeldBack };

/** What is held for a worker and may not be moved yet, because they are new. */
export interface HeldBack {
  readonly maturity: Extract<Maturity, { readonly kind: 'maturing' }>;
  readonly pendingSats: Sats;
  /** Settlements from this one on paid what is held back. */
  readonly firstId: string;
}

type Parts = Pick<EngineContext, 'storage' | 'clock' | 'ids'>;

/** Moves what is held for a worker to their wallet. The settler makes the transaction, under the id given here. */
export class Withdrawals {
  readonly #context: Parts;
  readonly #rules: HoldRules | null;

  /** Without rules all that is held may be moved. */
  constructor(context: Parts, rules: HoldRules | null) {
    this.#context = context;
    this.#rules = rules;
  }

  /** Null: nothing of theirs is held back. */
  async heldBack(worker: WorkerRecord): Promise<HeldBack | null> {
    if (this.#rules === null || worker.maturedAtMs !== undefined) return null;
    return this.#heldBack(worker, await this.#context.storage.holds.get(worker.workerId));
  }

  async #heldBack(worker: WorkerRecord, hold: HoldRecord | null): Promise<HeldBack | null> {
    const maturity = maturityOf(worker, hold, this.#rules);
    if (hold === null || maturity.kind === 'mature') return null;
    const { workerId, firstId } = hold;
    const pendingSats = await this.#context.storage.payouts.heldSats(workerId, { fromId: firstId });
    return { maturity, pendingSats, firstId };
  }

  /** One at a time: while one is under way, that one is the answer. */
  async request(workerId: string): Promise<RequestWithdrawalResult> {
    const { storage, ids } = this.#context;
    const worker = await storage.workers.get(workerId);
    if (worker === null || worker.payout === null) return { ok: false, refusal: 'no_wallet' };
    const latest = worker.withdrawalId ?? null;
    if (latest !== null) {
      const report = await this.#report(latest);
      if (isUnderWay(report)) return { ok: true, withdrawal: await this.#ensured(workerId, report) };
    }
    const hold = this.#rules === null ? null : await storage.holds.get(workerId);
    const beforeId = heldBackFrom(worker, hold, this.#rules);
    const movable = beforeId === null ? {} : { beforeId };
    const [coin] = await storage.payouts.heldCoins(workerId, 1, movable);
    if (coin === undefined) {
      const held = await this.#heldBack(worker, hold);
      if (held !== null && held.pendingSats > 0) return { ok: false, refusal: 'not_mature', held };
      return { ok: false, refusal: 'nothing_to_withdraw' };
    }
    const settlementId = ids.next('settlement');
    const change = { set: 'withdrawal', settlementId, after: latest } as const;
    // Of two requests at once one sets its id, and both go on with that one.
    const after = await storage.workers.change({ workerId, change });
    const report = await this.#report(after?.withdrawalId ?? settlementId);
    return { ok: true, withdrawal: await this.#ensured(workerId, report) };
  }

  /** Asks for it in the worker's place: its id, or null where nothing can be moved now. */
  async requestFor(workerId: string): Promise<string | null> {
    const asked = await this.request(workerId);
    return asked.ok ? asked.withdrawal.withdrawalId : null;
  }

  /** The newest first; the latest one is listed from when it was asked for. */
  async list(workerId: string, { limit, before }: Page): Promise<readonly WithdrawalReport[]> {
    const { storage } = this.#context;
    const made = await storage.payouts.withdrawals(workerId, { limit, before });
    const reports = made.map(
      (settlement): WithdrawalReport => ({ withdrawalId: settlement.settlementId, move: null, settlement }),
    );
    const latest = before === null ? ((await storage.workers.get(workerId))?.withdrawalId ?? null) : null;
    if (latest === null) return reports;
    const report = await this.#report(latest);
    return report.settlement === null ? [report, ...reports].slice(0, limit) : reports;
  }

  /** What was held for the worker and taken back, the newest first. */
  async forfeits(workerId: string, limit: number): Promise<readonly WithdrawalReport[]> {
    const { moves } = this.#context.storage;
    const found = await moves.forfeits({ group: workerId, limit, before: null });
    return Promise.all(found.map(({ settlementId }) => this.#report(settlementId)));
  }

  /** Asked for under this id, or what took the place of the transaction that was made under it. */
  async #report(withdrawalId: string): Promise<WithdrawalReport> {
    const { storage } = this.#context;
    const move = await storage.moves.get(withdrawalId);
    return { withdrawalId, move, settlement: await standingSettlement(storage, withdrawalId) };
  }

  /** The process may have ended between the worker's record and the move: then the move is asked for now. */
  async #ensured(workerId: string, report: WithdrawalReport): Promise<WithdrawalReport> {
    if (report.move !== null) return report;
    const move: TreasuryMove = {
      settlementId: report.withdrawalId,
      purpose: 'withdrawal',
      workerId,
      coins: null,
      requestedAtMs: this.#context.clock.nowMs(),
      refusal: null,
    };
    await this.#context.storage.moves.request(move);
    return { ...report, move };
  }
}

function isUnderWay({ move, settlement }: WithdrawalReport): boolean {
  if (settlement !== null) return settlement.seenAtMs === null;
  return move === null || move.refusal === null;
}
