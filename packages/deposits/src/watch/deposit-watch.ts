import type { Chain, TreasuryKey } from '@asg/chain';
import type { Headers } from '@asg/engines';
import type { EngineContext } from '@asg/people';
import { DepositFinder, type FinderRules } from './deposit-finder.ts';
import { PaymentFollower } from './payment-follower.ts';
import { Sweeper } from './sweeper.ts';

export interface DepositWatchRules extends FinderRules {
  /** What waits for its block is looked at so often beside each new block, ms. */
  readonly pollMs: number;
  /** Coins are moved into the treasury so often at most, ms. */
  readonly sweepMs: number;
}

/** All that is done about deposits where the treasury's key is: payments are found, followed, entered, and moved on. */
export class DepositWatch {
  readonly #finder: DepositFinder;
  readonly #follower: PaymentFollower;
  readonly #sweeper: Sweeper;

  constructor(
    context: EngineContext,
    parts: {
      readonly chain: Chain;
      readonly headers: Headers;
      readonly treasury: TreasuryKey;
      readonly rules: DepositWatchRules;
    },
  ) {
    this.#finder = new DepositFinder(context, parts);
    this.#follower = new PaymentFollower(context, parts);
    this.#sweeper = new Sweeper(context, parts.rules.sweepMs);
  }

  /** One bounded step. True: there is more to do now. */
  async step(stop?: AbortSignal): Promise<boolean> {
    for (const payment of await this.#finder.find()) await this.#follower.lookAt(payment);
    const isMore = await this.#follower.follow(stop);
    await this.#sweeper.sweep();
    return isMore;
  }

  retire(): void {
    this.#finder.retire();
  }
}
