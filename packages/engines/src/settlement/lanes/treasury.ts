import { type Chain, ChainUnavailable, type TreasuryKey } from '@asg/chain';
import type { Coin, Sats } from '@asg/domain';
import type { EngineContext } from '@asg/people/context';
import { Backoffs } from '../backoffs.ts';
import { inputsMax } from '../rules.ts';
import type { Signed } from '../signing/signed.ts';
import type { Lanes } from './lanes.ts';

/** Satoshis per 1,000 bytes where the network does not state its rate. */
const feeRateDefault = 100;
/** How long a known rate is used, ms. */
const feeRateMs = 10_000;
/** A plan waits for an answer of the network no longer than this, ms. */
const answerMsMax = 3_000;
const askAgain = { baseMs: 2_000, growth: 2, maxMs: 60_000 };

/** The coins that the treasury can spend besides those at the ends of its lanes. */
export class Treasury {
  readonly key: TreasuryKey;
  readonly #context: Pick<EngineContext, 'storage' | 'clock'>;
  readonly #chain: Chain;
  readonly #lanes: Lanes;
  readonly #feeRateMax: number;
  readonly #backoffs = new Backoffs(askAgain);
  #feeRate = { satsPerKb: feeRateDefault, untilMs: 0 };

  constructor(
    context: Pick<EngineContext, 'storage' | 'clock'>,
    parts: {
      readonly chain: Chain;
      readonly key: TreasuryKey;
      readonly lanes: Lanes;
      readonly feeRateMax: number;
    },
  ) {
    this.#context = context;
    this.#chain = parts.chain;
    this.key = parts.key;
    this.#lanes = parts.lanes;
    this.#feeRateMax = parts.feeRateMax;
  }

  /**
   * The network's last known rate, at most the highest allowed; refreshed in intervals. Where nobody tells it, the
   * usual one: a transaction that pays too little is refused, and replaced by one that pays what is asked for.
   */
  async feeRate(): Promise<number> {
    const nowMs = this.#context.clock.nowMs();
    if (this.#feeRate.untilMs <= nowMs) {
      const satsPerKb = await this.#ask('fee rate', () => this.#chain.feeRate()).catch((error: unknown) => {
        if (!(error instanceof ChainUnavailable)) throw error;
        return null;
      });
      if (satsPerKb !== null) this.#feeRate = { satsPerKb, untilMs: nowMs + feeRateMs };
    }
    return Math.min(this.#feeRate.satsPerKb, this.#feeRateMax);
  }

  /** Mined coins at the end of no lane that no stored transaction spends, though the network may still list them; the largest first. */
  async spareCoins(): Promise<readonly Coin[]> {
    const shown = await this.#ask('coins', () => this.#chain.unspent(this.key.address, inputsMax));
    const coins = shown.filter((coin) => coin.confirmed && !this.#lanes.owns(coin));
    const inUse = new Set((await this.#context.storage.settlement.coinsInUse(coins)).map(outpoint));
    return coins
      .filter((coin) => !inUse.has(outpoint(coin)))
      .map(({ txid, vout, satoshis, lockingScript }) => ({ txid, vout, satoshis, lockingScript }));
  }

  /** The answer, if it comes in time. What failed is not asked again for a while, so that a silent network costs one wait. */
  async #ask<T>(what: string, ask: () => Promise<T>): Promise<T> {
    const { clock } = this.#context;
    const pause = this.#backoffs.of(what, clock.nowMs());
    if (pause !== null) throw new ChainUnavailable(pause.reason);
    const done = new AbortController();
    const late = clock.sleep(answerMsMax, done.signal).then(() => {
      throw new ChainUnavailable(`no answer within ${answerMsMax} ms: ${what}`);
    });
    try {
      const answer = await Promise.race([ask(), late]);
      this.#backoffs.worked(what);
      return answer;
    } catch (error) {
      if (error instanceof ChainUnavailable) this.#backoffs.failed(what, error.message, clock.nowMs());
      throw error;
    } finally {
      late.catch(() => {});
      done.abort();
    }
  }

  /** Signs with as few coins as will do: `own` first, then one spare coin more, then twice as many, at last all. */
  async sign<Result>(
    own: readonly Coin[],
    sign: (coins: readonly Coin[]) => Signed<Result>,
    nothing: Sats,
  ): Promise<Signed<Result>> {
    let signed: Signed<Result> = own.length > 0 ? sign(own) : { ok: false, missingSats: nothing };
    if (signed.ok) return signed;
    const given = new Set(own.map(outpoint));
    const spare = (await this.spareCoins()).filter((coin) => !given.has(outpoint(coin)));
    const coins = [...own, ...spare].slice(0, inputsMax);
    for (let count = own.length; count < coins.length && !signed.ok; ) {
      count = Math.min(coins.length, Math.max(own.length + 1, count * 2));
      signed = sign(coins.slice(0, count));
    }
    return signed;
  }
}

function outpoint({ txid, vout }: Coin): string {
  return `${txid}:${vout}`;
}
