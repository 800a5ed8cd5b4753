import type { LocalChain, TreasuryKey } from '@asg/chain';
import type { Sats } from '@asg/domain';
import type { Logger } from '@asg/runtime';

const coinsLookedAt = 100;

/** Makes the local chain's blocks and tops the treasury up when less than half of `fundSats` is left. 0: never. */
export class LocalMiner {
  readonly #chain: LocalChain;
  readonly #treasury: TreasuryKey;
  readonly #fundSats: Sats;
  readonly #log: Logger;

  constructor(chain: LocalChain, treasury: TreasuryKey, fundSats: Sats, log: Logger) {
    this.#chain = chain;
    this.#treasury = treasury;
    this.#fundSats = fundSats;
    this.#log = log;
  }

  async round(): Promise<void> {
    await this.#fund();
    this.#chain.mine({ skipWhenEmpty: true });
  }

  async #fund(): Promise<void> {
    if (this.#fundSats === 0) return;
    const coins = await this.#chain.unspent(this.#treasury.address, coinsLookedAt);
    const balance = coins.reduce((sum, coin) => sum + coin.satoshis, 0);
    if (balance * 2 >= this.#fundSats) return;
    const result = this.#chain.fund(this.#treasury.address, this.#fundSats);
    if (result.ok)
      this.#log.info({ satoshis: this.#fundSats }, 'local chain: treasury funded (not real money)');
    else this.#log.error({ reason: result.message }, 'local chain: the treasury could not be funded');
  }
}
