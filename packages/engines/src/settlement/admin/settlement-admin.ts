import { type Chain, ChainUnavailable } from '@asg/chain';
import type {
  AuditReport,
  LaneRecord,
  Network,
  SettlementRecord,
  SettlementState,
  TreasuryMovePurpose,
} from '@asg/domain';
import type { EngineContext, Violation } from '@asg/people/context';
import type { Page, SettlementSummary, TreasuryMove } from '@asg/storage';
import { inputsMax } from '../rules.ts';
import type { SettlerStatus } from '../settlement-conditions.ts';
import type { SettlerNotice } from '../settler-notice.ts';
import { fanOutCoinsMax } from '../signing/moves.ts';
import { auditMoney } from './audit.ts';

/** Coins looked at for the balance: the largest ones. */
const coinsMax = 100;
const openMovesMax = 10;

export interface TreasuryReport {
  readonly network: Network;
  /** Where to send funds. */
  readonly address: string;
  readonly status: SettlerStatus;
  /** Of the `coins` largest unspent coins. */
  readonly balanceSats: number;
  readonly coins: number;
  /** Null: never used yet. */
  readonly lanes: readonly { readonly laneId: string; readonly lane: LaneRecord | null }[];
  /** Asked for and not made yet. */
  readonly moves: readonly TreasuryMove[];
}

/** A move with what became of it. */
export interface MoveReport {
  readonly move: TreasuryMove;
  readonly settlement: SettlementRecord | null;
}

export type RequestMoveOutcome =
  | { readonly ok: true; readonly report: MoveReport }
  | { readonly ok: false; readonly violation: Violation };

/** What the operator sees of the money, and asks of it. */
export class SettlementAdmin {
  readonly #context: Pick<EngineContext, 'storage' | 'clock' | 'ids'>;
  readonly #chain: Chain;
  readonly #notice: () => Promise<SettlerNotice | null>;
  #audit: Promise<AuditReport> | null = null;

  constructor(
    context: Pick<EngineContext, 'storage' | 'clock' | 'ids'>,
    parts: {
      readonly chain: Chain;
      /** What the settler says, in whichever process it is; null: none was there yet. */
      readonly notice: () => Promise<SettlerNotice | null>;
    },
  ) {
    this.#context = context;
    this.#chain = parts.chain;
    this.#notice = parts.notice;
  }

  /** Rejects with `ChainUnavailable` where the network does not answer, or no settler was there yet. */
  async report(): Promise<TreasuryReport> {
    const { storage } = this.#context;
    const { address, status, laneIds } = await this.#settler();
    const [coins, moves] = await Promise.all([
      this.#chain.unspent(address, coinsMax),
      storage.moves.open({ limit: openMovesMax, after: null }),
    ]);
    const lanes = await Promise.all(
      laneIds.map(async (laneId) => ({ laneId, lane: await storage.lanes.get(laneId) })),
    );
    return {
      network: this.#chain.network,
      address,
      status,
      balanceSats: coins.reduce((sum, coin) => sum + coin.satoshis, 0),
      coins: coins.length,
      lanes,
      moves,
    };
  }

  settlements(
    page: Page & { readonly state: SettlementState | null },
  ): Promise<readonly SettlementSummary[]> {
    return this.#context.storage.settlement.list(page);
  }

  settlement(settlementId: string): Promise<SettlementRecord | null> {
    return this.#context.storage.settlement.get(settlementId);
  }

  /** Proves the money; who asks while one runs gets that one's report. */
  audit(): Promise<AuditReport> {
    this.#audit ??= auditMoney(this.#context.storage, this.#chain).finally(() => {
      this.#audit = null;
    });
    return this.#audit;
  }

  /** Asks for new coins for more lanes, or for many coins to become one; the settler makes it when a lane is free. */
  async requestMove(asked: {
    readonly purpose: TreasuryMovePurpose;
    readonly coins: number | null;
  }): Promise<RequestMoveOutcome> {
    const { storage, clock, ids } = this.#context;
    const { purpose } = asked;
    const [min, max] = purpose === 'fan_out' ? [1, fanOutCoinsMax] : [2, inputsMax];
    const coins =
      asked.coins ??
      (purpose === 'fan_out' ? Math.max(1, (await this.#settler()).laneIds.length - 1) : inputsMax);
    if (coins < min || coins > max) {
      const message = `coins must be from ${min} to ${max} for a ${purpose}`;
      return { ok: false, violation: { field: 'coins', constraint: 'range', message } };
    }
    const settlementId = ids.next('settlement');
    const requestedAtMs = clock.nowMs();
    const move = { settlementId, purpose, workerId: null, coins, requestedAtMs, refusal: null };
    await storage.moves.request(move);
    return { ok: true, report: { move, settlement: null } };
  }

  async #settler(): Promise<SettlerNotice> {
    const notice = await this.#notice();
    if (notice === null) throw new ChainUnavailable('no settler has reported yet: is one running?');
    return notice;
  }

  async move(settlementId: string): Promise<MoveReport | null> {
    const { storage } = this.#context;
    const move = await storage.moves.get(settlementId);
    return move && { move, settlement: await storage.settlement.get(settlementId) };
  }
}
