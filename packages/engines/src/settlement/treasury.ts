import type { Chain, TreasuryKey } from '@asg/chain';
import type { Coin, Sats } from '@asg/domain';
import type { Lanes } from './lanes.ts';
import { inputsMax } from './rules.ts';

/** A transaction that was signed, or what it lacks. */
export type Signed<Result> =
  | { readonly ok: true; readonly settlement: Result }
  | { readonly ok: false; readonly missingSats: Sats };

/** The coins that the treasury can spend beside those that its lanes stand on. */
export class Treasury {
  readonly key: TreasuryKey;
  readonly #chain: Chain;
  readonly #lanes: Lanes;
  /** Coins that stored transactions spend, though the network may still show them; until the next block. */
  readonly #inUse = new Set<string>();

  constructor(parts: { readonly chain: Chain; readonly key: TreasuryKey; readonly lanes: Lanes }) {
    this.#chain = parts.chain;
    this.key = parts.key;
    this.#lanes = parts.lanes;
  }

  async feeRate(rateMax: number): Promise<number> {
    return Math.min(await this.#chain.feeRate(), rateMax);
  }

  /** Mined coins that no lane stands on, the largest first. */
  async spareCoins(): Promise<readonly Coin[]> {
    const coins = await this.#chain.unspent(this.key.address, inputsMax);
    return coins
      .filter((coin) => coin.confirmed && !this.#lanes.owns(coin) && !this.#inUse.has(outpoint(coin)))
      .map(({ txid, vout, satoshis, lockingScript }) => ({ txid, vout, satoshis, lockingScript }));
  }

  /** A stored transaction spends these, or one of them. */
  markInUse(coins: readonly Coin[]): void {
    for (const coin of coins) if (!this.#lanes.owns(coin)) this.#inUse.add(outpoint(coin));
  }

  newBlock(): void {
    this.#inUse.clear();
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
