import type { Chain, TreasuryKey } from '@asg/chain';
import type { Coin, Sats } from '@asg/domain';
import type { SettlementReader } from '@asg/storage';
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
  readonly #storage: Pick<SettlementReader, 'coinsInUse'>;

  constructor(parts: {
    readonly chain: Chain;
    readonly key: TreasuryKey;
    readonly lanes: Lanes;
    readonly storage: Pick<SettlementReader, 'coinsInUse'>;
  }) {
    this.#storage = parts.storage;
    this.#chain = parts.chain;
    this.key = parts.key;
    this.#lanes = parts.lanes;
  }

  async feeRate(rateMax: number): Promise<number> {
    return Math.min(await this.#chain.feeRate(), rateMax);
  }

  /** Mined coins that no lane stands on and no stored transaction spends, though the network may still show them; the largest first. */
  async spareCoins(): Promise<readonly Coin[]> {
    const shown = await this.#chain.unspent(this.key.address, inputsMax);
    const coins = shown.filter((coin) => coin.confirmed && !this.#lanes.owns(coin));
    const inUse = new Set((await this.#storage.coinsInUse(coins)).map(outpoint));
    return coins
      .filter((coin) => !inUse.has(outpoint(coin)))
      .map(({ txid, vout, satoshis, lockingScript }) => ({ txid, vout, satoshis, lockingScript }));
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
