import { addSats, type Coin, type LaneRecord, type Sats, type SettlementRecord, sats } from '@asg/domain';
import { present } from '@asg/domain/present';
import type { TreasuryMove } from '@asg/storage';
import type { EngineContext } from '../../context.ts';
import type { Treasury } from '../lanes/treasury.ts';
import type { Payees } from '../payees/payees.ts';
import { signMove, signWithdrawal } from '../signing/moves.ts';

/** Held coins that one withdrawal moves; there is room left for coins that pay the miners. */
const withdrawnCoinsMax = 90;

export type PlannedMove =
  | { readonly kind: 'signed'; readonly settlement: SettlementRecord }
  /** Asking again may help; this one is never made. */
  | { readonly kind: 'refused'; readonly reason: string }
  | { readonly kind: 'too_low'; readonly missingSats: Sats };

/** Plans and signs what was asked of the treasury beside payments. */
export class MovePlanner {
  readonly #context: EngineContext;
  readonly #treasury: Treasury;
  readonly #payees: Payees;

  constructor(context: EngineContext, parts: { readonly treasury: Treasury; readonly payees: Payees }) {
    this.#context = context;
    this.#treasury = parts.treasury;
    this.#payees = parts.payees;
  }

  /** The lane stands on a coin. */
  async sign(move: TreasuryMove, lane: LaneRecord): Promise<PlannedMove> {
    const feeRateSatsPerKb = await this.#treasury.feeRate();
    const { key: treasury } = this.#treasury;
    const coin = present(lane.coin, 'the coin of the lane');
    const plan = { move, lane, treasury, feeRateSatsPerKb, nowMs: this.#context.clock.nowMs() };
    if (move.purpose === 'withdrawal') return this.#withdrawal(plan, coin);
    const spare = move.purpose === 'consolidation' ? await this.#treasury.spareCoins() : [];
    const all = [coin, ...spare].slice(0, move.coins === null ? undefined : Math.max(2, move.coins));
    const signed = signMove({ ...plan, coins: move.purpose === 'fan_out' ? [coin] : all });
    if (signed.ok) return { kind: 'signed', settlement: signed.settlement };
    return { kind: 'refused', reason: `${signed.missingSats} satoshis are missing for it` };
  }

  /** All that is held for the worker, up to so many coins. Refused for what only the worker, or their host, can mend. */
  async #withdrawal(plan: Omit<Parameters<typeof signMove>[0], 'coins'>, coin: Coin): Promise<PlannedMove> {
    const { settlementId } = plan.move;
    const workerId = present(plan.move.workerId, 'the worker who withdraws');
    const held = await this.#context.storage.payouts.heldCoins(workerId, withdrawnCoinsMax);
    if (held.length === 0) return { kind: 'refused', reason: 'nothing is held' };
    const total = addSats(...held.map((coin) => coin.satoshis));
    const wallet = await this.#payees.wallet(settlementId, workerId, total);
    if (!wallet.ok) return { kind: 'refused', reason: wallet.reason };
    const sign = (coins: readonly Coin[]) => signWithdrawal({ ...plan, coins }, wallet.plan);
    const signed = await this.#treasury.sign([coin, ...held], sign, sats(1));
    if (signed.ok) return { kind: 'signed', settlement: signed.settlement };
    return { kind: 'too_low', missingSats: signed.missingSats };
  }
}
