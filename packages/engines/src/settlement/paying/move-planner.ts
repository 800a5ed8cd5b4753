import {
  addSats,
  type Coin,
  isSameCoin,
  type LaneRecord,
  type Sats,
  type SettlementRecord,
  sats,
} from '@asg/domain';
import type { EngineContext } from '@asg/people/context';
import type { TreasuryMove } from '@asg/storage';
import { present } from '@asg/values/present';
import type { Forfeits } from '../holds/forfeits.ts';
import type { Treasury } from '../lanes/treasury.ts';
import type { Payees } from '../payees/payees.ts';
import {
  type MovePlan,
  signMove,
  signRefund,
  signSweep,
  signWithdrawal,
  type WithdrawalPlan,
} from '../signing/moves.ts';

/** Held coins that one withdrawal or forfeit moves; there is room left for coins that pay the miners. */
const withdrawnCoinsMax = 90;

export type PlannedMove =
  | { readonly kind: 'signed'; readonly settlement: SettlementRecord }
  /** Asking again may help; this one is never made. */
  | { readonly kind: 'refused'; readonly reason: string }
  | { readonly kind: 'too_low'; readonly missingSats: Sats };

type Plan = Omit<MovePlan, 'coins'>;

/** Plans and signs what was asked of the treasury beside payments. */
export class MovePlanner {
  readonly #context: EngineContext;
  readonly #treasury: Treasury;
  readonly #payees: Payees;
  readonly #forfeits: Forfeits;

  constructor(
    context: EngineContext,
    parts: { readonly treasury: Treasury; readonly payees: Payees; readonly forfeits: Forfeits },
  ) {
    this.#context = context;
    this.#treasury = parts.treasury;
    this.#payees = parts.payees;
    this.#forfeits = parts.forfeits;
  }

  /** Whether it can be made on a lane that has no coin: it brings its own, or takes spare ones. */
  needsLaneCoin({ purpose }: TreasuryMove): boolean {
    return purpose !== 'sweep' && purpose !== 'refund';
  }

  /** The lane stands on a coin, where the move needs it. */
  async sign(move: TreasuryMove, lane: LaneRecord): Promise<PlannedMove> {
    const feeRateSatsPerKb = await this.#treasury.feeRate();
    const { key: treasury } = this.#treasury;
    const plan = { move, lane, treasury, feeRateSatsPerKb, nowMs: this.#context.clock.nowMs() };
    if (move.purpose === 'sweep') return this.#sweep(plan);
    if (move.purpose === 'refund') return this.#refund(plan);
    const coin = present(lane.coin, 'the coin of the lane');
    if (move.purpose === 'withdrawal') return this.#withdrawal(plan, coin);
    if (move.purpose === 'forfeit') return this.#forfeit(plan, coin);
    const spare = move.purpose === 'consolidation' ? await this.#treasury.spareCoins() : [];
    const all = [coin, ...spare].slice(0, move.coins === null ? undefined : Math.max(2, move.coins));
    const signed = signMove({ ...plan, coins: move.purpose === 'fan_out' ? [coin] : all });
    if (signed.ok) return { kind: 'signed', settlement: signed.settlement };
    return { kind: 'refused', reason: `${signed.missingSats} satoshis are missing for it` };
  }

  /** Those of its coins that nothing spends yet. */
  async #sweep(plan: Plan): Promise<PlannedMove> {
    const all = present(plan.move.sweep, 'what is swept');
    const inUse = await this.#context.storage.settlement.coinsInUse(all.map(({ coin }) => coin));
    const left = all.filter(({ coin }) => !inUse.some((other) => isSameCoin(coin, other)));
    if (left.length === 0) return { kind: 'refused', reason: 'its coins are spent already' };
    const own = plan.lane.coin === null ? [] : [plan.lane.coin];
    const depositIds = [...new Set(left.map(({ depositId }) => depositId))];
    const signed = signSweep({ ...plan, coins: [...own, ...left.map(({ coin }) => coin)] }, depositIds);
    if (signed.ok) return { kind: 'signed', settlement: signed.settlement };
    return { kind: 'refused', reason: `${signed.missingSats} satoshis are missing for it` };
  }

  /** Taken from what the customer can spend first, once under the id of the move; then it only waits for the treasury. */
  async #refund(plan: Plan): Promise<PlannedMove> {
    const { settlementId, requestedAtMs } = plan.move;
    const refund = present(plan.move.refund, 'what is refunded');
    const taken = await this.#context.storage.balance.enter({
      entryId: `refund/${settlementId}`,
      customerId: refund.customerId,
      kind: 'refund',
      sats: 0 - refund.satoshis,
      atMs: requestedAtMs,
      note: null,
      ref: settlementId,
    });
    if (taken === 'funds_short')
      return { kind: 'refused', reason: `less than ${refund.satoshis} satoshis are free to be refunded` };
    if (taken === 'no_customer') return { kind: 'refused', reason: 'there is no such customer' };
    const sign = (coins: readonly Coin[]) => signRefund({ ...plan, coins }, refund);
    const own = plan.lane.coin === null ? [] : [plan.lane.coin];
    const signed = await this.#treasury.sign(own, sign, refund.satoshis);
    if (signed.ok) return { kind: 'signed', settlement: signed.settlement };
    return { kind: 'too_low', missingSats: signed.missingSats };
  }

  /** All that is held for the worker and theirs to move, up to so many coins. Refused for what only the worker, or their host, can mend. */
  async #withdrawal(plan: Plan, coin: Coin): Promise<PlannedMove> {
    const { settlementId } = plan.move;
    const workerId = present(plan.move.workerId, 'the worker who withdraws');
    const movable = await this.#forfeits.movable(workerId);
    const held = await this.#context.storage.payouts.heldCoins(workerId, withdrawnCoinsMax, movable);
    if (held.length === 0) return { kind: 'refused', reason: 'nothing is held that may be moved' };
    const total = addSats(...held.map((coin) => coin.satoshis));
    const wallet = await this.#payees.wallet(settlementId, workerId, total);
    if (!wallet.ok) return { kind: 'refused', reason: wallet.reason };
    return this.#held(plan, coin, held, wallet.plan);
  }

  /** What a suspended worker was paid before they were mature goes back to the treasury. */
  async #forfeit(plan: Omit<Parameters<typeof signMove>[0], 'coins'>, coin: Coin): Promise<PlannedMove> {
    const { settlementId } = plan.move;
    const workerId = present(plan.move.workerId, 'the worker whose pay is forfeited');
    const held = await this.#forfeits.coinsOf(settlementId, workerId, withdrawnCoinsMax);
    if ('refusal' in held) return { kind: 'refused', reason: held.refusal };
    const satoshis = addSats(...held.map((coin) => coin.satoshis));
    const { lockingScript } = this.#treasury.key;
    return this.#held(plan, coin, held, { owner: { workerId }, outputs: [{ satoshis, lockingScript }] });
  }

  async #held(
    plan: Omit<Parameters<typeof signMove>[0], 'coins'>,
    coin: Coin,
    held: readonly Coin[],
    to: WithdrawalPlan,
  ): Promise<PlannedMove> {
    const sign = (coins: readonly Coin[]) => signWithdrawal({ ...plan, coins }, to);
    const signed = await this.#treasury.sign([coin, ...held], sign, sats(1));
    if (signed.ok) return { kind: 'signed', settlement: signed.settlement };
    return { kind: 'too_low', missingSats: signed.missingSats };
  }
}
