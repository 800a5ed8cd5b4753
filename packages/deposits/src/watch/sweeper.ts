import { type DepositPayment, isSameCoin, paymentKey, type SettlementRecord } from '@asg/domain';
import { replacementOf } from '@asg/engines';
import type { EngineContext } from '@asg/people';

/** Coins that one move takes. */
const coinsMax = 90;
/** Payments looked at in one step: so many moves can be on their way at once as they fill. */
const stepMax = 500;

type Parts = Pick<EngineContext, 'storage' | 'clock' | 'ids' | 'log'>;

/**
 * Has the coins of deposits moved into the treasury, many at once. Each payment says which move is to take it, and only then is
 * that move asked for; the payment stands here until a transaction that has taken it is final.
 */
export class Sweeper {
  readonly #context: Parts;
  readonly #everyMs: number;
  #nextMs = 0;

  /** `everyMs`: a new move is asked for so often at most, unless many coins wait. */
  constructor(context: Parts, everyMs: number) {
    this.#context = context;
    this.#everyMs = everyMs;
  }

  async sweep(): Promise<void> {
    const { storage, clock } = this.#context;
    const nowMs = clock.nowMs();
    if (nowMs < this.#nextMs) return;
    this.#nextMs = nowMs + this.#everyMs;
    const payments = await storage.depositPayments.sweepable({ limit: stepMax, after: null });
    const chosen = payments.filter(({ sweepId }) => sweepId !== null);
    for (const [sweepId, own] of Map.groupBy(chosen, (payment) => payment.sweepId))
      if (sweepId !== null) await this.#follow(sweepId, own);
    const free = payments.filter(({ sweepId }) => sweepId === null).slice(0, coinsMax);
    if (free.length > 0) await this.#choose(free);
  }

  async #choose(payments: readonly DepositPayment[]): Promise<void> {
    const { storage, ids } = this.#context;
    const to = ids.next('settlement');
    const chosen: DepositPayment[] = [];
    for (const { coin } of payments) {
      const after = await storage.depositPayments.sweep({ key: paymentKey(coin), from: null, to });
      if (after?.sweepId === to) chosen.push(after);
    }
    if (chosen.length > 0) await this.#follow(to, chosen);
  }

  /** Asks for the move if nobody has; once it is final, or was refused, each payment is told. */
  async #follow(sweepId: string, payments: readonly DepositPayment[]): Promise<void> {
    const { storage } = this.#context;
    const move = await storage.moves.get(sweepId);
    if (move === null) return this.#request(sweepId, payments);
    if (move.refusal !== null) return this.#release(payments, sweepId);
    const made = await storage.settlement.get(sweepId);
    const settlement = made && ((await replacementOf(made, storage)) ?? made);
    if (settlement?.state === 'final') await this.#done(settlement, payments, sweepId);
  }

  async #request(sweepId: string, payments: readonly DepositPayment[]): Promise<void> {
    const { storage, clock, log } = this.#context;
    const sweep = payments.map(({ depositId, coin }) => ({ depositId, coin }));
    await storage.moves.request({
      settlementId: sweepId,
      purpose: 'sweep',
      workerId: null,
      coins: sweep.length,
      sweep,
      requestedAtMs: clock.nowMs(),
      refusal: null,
    });
    log.info({ settlementId: sweepId, coins: sweep.length }, 'coins of deposits are to go to the treasury');
  }

  /** What a replacement could not take is taken by another move. */
  async #done(
    { inputs }: SettlementRecord,
    payments: readonly DepositPayment[],
    sweepId: string,
  ): Promise<void> {
    const isTaken = ({ coin }: DepositPayment) => inputs.some((input) => isSameCoin(input, coin));
    for (const { coin } of payments.filter(isTaken))
      await this.#context.storage.depositPayments.swept(paymentKey(coin));
    await this.#release(
      payments.filter((payment) => !isTaken(payment)),
      sweepId,
    );
  }

  async #release(payments: readonly DepositPayment[], sweepId: string): Promise<void> {
    const { depositPayments } = this.#context.storage;
    for (const { coin } of payments)
      await depositPayments.sweep({ key: paymentKey(coin), from: sweepId, to: null });
  }
}
