import type { SettlementRecord } from '@asg/domain';
import type { Page, TreasuryMove } from '@asg/storage';
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
  | { readonly ok: false; readonly refusal: 'no_wallet' | 'nothing_to_withdraw' };

type Parts = Pick<EngineContext, 'storage' | 'clock' | 'ids'>;

/** Moves what is held for a worker to their wallet. The settler makes the transaction, under the id given here. */
export class Withdrawals {
  readonly #context: Parts;

  constructor(context: Parts) {
    this.#context = context;
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
    const [coin] = await storage.payouts.heldCoins(workerId, 1);
    if (coin === undefined) return { ok: false, refusal: 'nothing_to_withdraw' };
    const settlementId = ids.next('settlement');
    const change = { set: 'withdrawal', settlementId, after: latest } as const;
    // Of two requests at once one sets its id, and both go on with that one.
    const after = await storage.workers.change({ workerId, change });
    const report = await this.#report(after?.withdrawalId ?? settlementId);
    return { ok: true, withdrawal: await this.#ensured(workerId, report) };
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

  /** Asked for under this id, or what took the place of the transaction that was made under it. */
  async #report(withdrawalId: string): Promise<WithdrawalReport> {
    const { storage } = this.#context;
    const move = await storage.moves.get(withdrawalId);
    let settlement = await storage.settlement.get(withdrawalId);
    while (settlement !== null && settlement.replacedBy !== null)
      settlement = await storage.settlement.get(settlement.replacedBy);
    return { withdrawalId, move, settlement };
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
