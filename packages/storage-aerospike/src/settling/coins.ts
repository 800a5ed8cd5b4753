import type { Coin } from '@asg/domain';
import type { Kind, Stored } from '../keeping/document.ts';
import type { Keeper } from '../keeping/keeper.ts';

/** By which settlement a coin is spent, or claimed; a new claim counts up the record's revision. */
interface Spent {
  readonly by: string | null;
}
export const coins: Kind<Spent> = { name: 'coi', set: 'doc', places: () => [] };

export const coinId = ({ txid, vout }: Pick<Coin, 'txid' | 'vout'>): string => `${txid}:${vout}`;

/** Which coin is spent by which live settlement: one at most. */
export class SpentCoins {
  readonly #keeper: Keeper;

  constructor(keeper: Keeper) {
    this.#keeper = keeper;
  }

  /** In order: the settlement that spends or claims each; null: none does. */
  async claimants(asked: readonly Coin[]): Promise<readonly (string | null)[]> {
    return (await this.#read(asked)).map((found) => found?.state.by ?? null);
  }

  #read(asked: readonly Coin[]): Promise<readonly (Stored<Spent> | null)[]> {
    return this.#keeper.documents.readMany(coins, asked.map(coinId));
  }

  /**
   * Claims coins for a settlement. `isHeldBy` tells whether one that is claimed by another has to stay with it, and makes
   * sure of it if not. False: one has to; what was claimed until then stays claimed, for whoever voids the settlement.
   */
  async claim(
    wanted: readonly Coin[],
    settlementId: string,
    isHeldBy: (other: string) => Promise<boolean>,
  ): Promise<boolean> {
    const claimed = await Promise.all(wanted.map((coin) => this.#claimOne(coin, settlementId, isHeldBy)));
    return claimed.every((isMine) => isMine);
  }

  async #claimOne(
    coin: Coin,
    settlementId: string,
    isHeldBy: (other: string) => Promise<boolean>,
  ): Promise<boolean> {
    for (;;) {
      const found = await this.#keeper.documents.read(coins, coinId(coin));
      const by = found?.state.by ?? null;
      if (by !== null && by !== settlementId && (await isHeldBy(by))) return false;
      const revision = found?.revision ?? 0;
      const isMine = await this.#keeper.documents.change<Spent, boolean>(coins, coinId(coin), (_, next) =>
        next === revision + 1 ? { state: { by: settlementId }, result: true } : { result: false },
      );
      if (isMine) return true;
    }
  }

  /** Coins that this settlement spends are free again. */
  async free(freed: readonly Coin[], settlementId: string): Promise<void> {
    await this.#keeper.documents.changeMany<Spent, null>(
      coins,
      freed.map((coin) => ({
        id: coinId(coin),
        changer: (found) =>
          found?.by === settlementId ? { state: { by: null }, result: null } : { result: null },
      })),
    );
  }
}
