import type { Chain, Network, TreasuryKey } from '@asg/chain';
import type { SettlementState } from '@asg/domain';
import type { Page, SettlementSummary, Storage } from '@asg/storage';
import type { Settler, SettlerStatus } from './settler.ts';

/** Coins looked at for the balance: the largest ones. */
const coinsMax = 100;

export interface TreasuryReport {
  readonly network: Network;
  /** Where to send funds. */
  readonly address: string;
  readonly laneId: string;
  readonly status: SettlerStatus;
  /** Of the `coins` largest unspent coins. */
  readonly balanceSats: number;
  readonly coins: number;
}

/** What the operator sees of the money. Reads alone. */
export class SettlementDesk {
  readonly #storage: Pick<Storage, 'settlements'>;
  readonly #chain: Chain;
  readonly #treasury: Pick<TreasuryKey, 'address'>;
  readonly #settler: Pick<Settler, 'status' | 'laneId'>;

  constructor(parts: {
    readonly storage: Pick<Storage, 'settlements'>;
    readonly chain: Chain;
    readonly treasury: Pick<TreasuryKey, 'address'>;
    readonly settler: Pick<Settler, 'status' | 'laneId'>;
  }) {
    this.#storage = parts.storage;
    this.#chain = parts.chain;
    this.#treasury = parts.treasury;
    this.#settler = parts.settler;
  }

  /** Rejects with `ChainUnavailable` where the network does not answer. */
  async report(): Promise<TreasuryReport> {
    const { address } = this.#treasury;
    const coins = await this.#chain.unspent(address, coinsMax);
    return {
      network: this.#chain.network,
      address,
      laneId: this.#settler.laneId,
      status: this.#settler.status,
      balanceSats: coins.reduce((sum, coin) => sum + coin.satoshis, 0),
      coins: coins.length,
    };
  }

  settlements(
    page: Page & { readonly state: SettlementState | null },
  ): Promise<readonly SettlementSummary[]> {
    return this.#storage.settlements(page);
  }
}
