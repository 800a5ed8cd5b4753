import {
  type AccountLinks,
  isKeptFrom,
  type Level,
  noTrust,
  overallScore,
  raisedSignals,
  type SignalKind,
  type TrustLevel,
  type TrustRules,
  type TrustSums,
  trustLevel,
  type WorkerRecord,
  type WorkerSignals,
} from '@asg/domain';
import type { EngineContext } from '@asg/people/context';
import type { WorkerTotals } from '@asg/storage';
import type { OutcomeDelays } from '../outcome-delays.ts';
import { ShownLevels } from '../shown-levels.ts';

/** Accounts on one wallet that are named, and partners in errors. */
const walletAccountsMax = 20;
const partnersMax = 8;

/** What the operator sees of a worker's answers. */
export interface WorkerQuality {
  readonly worker: WorkerRecord;
  readonly totals: WorkerTotals;
  /** Paid to an address held for them, and not moved yet. */
  readonly heldSats: number;
  readonly trust: TrustSums;
  /** 0 to 1. */
  readonly score: number;
  readonly level: TrustLevel;
  readonly signals: WorkerSignals;
  readonly raised: readonly SignalKind[];
  /** Other accounts that are paid at the same address or paymail. */
  readonly sameWallet: readonly string[];
  /** Evidence that other accounts are the same person's. */
  readonly links: AccountLinks;
  /** Wrong answers that others had given before them, by the others, the most first. */
  readonly sharedErrors: readonly { readonly workerId: string; readonly same: number }[];
}

/** How well workers answer: a level for themselves, figures for the operator. */
export class Quality {
  readonly #storage: EngineContext['storage'];
  readonly #rules: TrustRules;
  readonly #levels: ShownLevels;

  constructor(
    context: Pick<EngineContext, 'storage' | 'clock' | 'random'>,
    rules: TrustRules,
    delays: OutcomeDelays,
  ) {
    this.#storage = context.storage;
    this.#rules = rules;
    this.#levels = new ShownLevels(context, rules, delays);
  }

  /** As the worker sees it. */
  async level(worker: WorkerRecord): Promise<Exclude<Level, 'suspended'>> {
    const shown = await this.#levels.of(worker, await this.#storage.trust.sums(worker.workerId));
    return shown === 'suspended' ? 'fair' : shown;
  }

  /** What is known of a worker for a customer's tasks. `isPassedOver`: they get none, on templates of which nothing is known. */
  async forCustomer(workerId: string, customerId: string) {
    const trust = await this.#storage.trust.sums(workerId, { customerId });
    const isPassedOver = isKeptFrom(trust, noTrust, this.#rules);
    return { customerId, trust, score: overallScore(trust), isPassedOver };
  }

  async of(worker: WorkerRecord): Promise<WorkerQuality> {
    const { workerId, payout } = worker;
    const [totals, heldSats, trust, signals, accounts, links, partners] = await Promise.all([
      this.#storage.workers.totals(workerId),
      this.#storage.payouts.heldSats(workerId),
      this.#storage.trust.sums(workerId),
      this.#storage.trust.signals(workerId),
      payout === null ? [] : this.#storage.workers.paidAt(payout, walletAccountsMax),
      this.#storage.links.get(workerId),
      this.#storage.sharedErrors.of(workerId),
    ]);
    const pairs = Object.values(links.pairs).filter(({ dissolvedAtMs }) => dissolvedAtMs === undefined);
    const signs = {
      walletAccounts: accounts.length,
      sharesErrors: pairs.some(({ kinds }) => kinds.shared_errors !== undefined),
      isLinked: worker.linkedIds !== undefined,
    };
    return {
      worker,
      totals,
      heldSats,
      trust,
      score: overallScore(trust),
      level: trustLevel(trust, this.#rules),
      signals,
      raised: raisedSignals(signals, signs),
      sameWallet: accounts.filter((id) => id !== workerId),
      links,
      sharedErrors: Object.entries(partners)
        .map(([partnerId, { same }]) => ({ workerId: partnerId, same }))
        .sort((a, b) => b.same - a.same)
        .slice(0, partnersMax),
    };
  }
}
