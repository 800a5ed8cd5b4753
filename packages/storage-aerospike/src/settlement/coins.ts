import type { Coin } from '@asg/domain';
import type { Kind } from '../records/document.ts';
import type { RecordStore } from '../records/record-store.ts';
import { type Claim, SettlementClaims } from './settlement-claims.ts';

/** By which settlement a coin is spent, or claimed. */
export const coins: Kind<Claim> = { name: 'coi', set: 'doc', places: () => [] };

export const coinId = ({ txid, vout }: Pick<Coin, 'txid' | 'vout'>): string => `${txid}:${vout}`;

/** Which coin is spent by which live settlement: one at most. */
export class SpentCoins {
  readonly #claims: SettlementClaims;

  constructor(records: RecordStore) {
    this.#claims = new SettlementClaims(records, coins);
  }

  /** In order: the settlement that spends or claims each; null: none does. */
  claimants(asked: readonly Coin[]): Promise<readonly (string | null)[]> {
    return this.#claims.claimants(asked.map(coinId));
  }

  /** As `SettlementClaims.claim`. */
  claim(
    wanted: readonly Coin[],
    settlementId: string,
    isHeldBy: (other: string) => Promise<boolean>,
  ): Promise<boolean> {
    return this.#claims.claim(wanted.map(coinId), settlementId, isHeldBy);
  }

  /** Coins that this settlement spends are free again. */
  free(freed: readonly Coin[], settlementId: string): Promise<void> {
    return this.#claims.free(freed.map(coinId), settlementId);
  }
}
