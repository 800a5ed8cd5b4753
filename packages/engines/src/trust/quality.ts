import {
  isOpen,
  type LabelOutcome,
  overallScore,
  raisedSignals,
  type SignalKind,
  type Task,
  type TrustLevel,
  type TrustRules,
  type TrustSums,
  trustLevel,
  type WorkerRecord,
  type WorkerSignals,
} from '@asg/domain';
import { at } from '@asg/domain/present';
import type { HistoryEntry, WorkerTotals } from '@asg/storage';
import type { EngineContext } from '../context.ts';

/** Accounts on one wallet that are named. */
const walletAccountsMax = 20;

/** What the operator sees of a worker's answers. */
export interface WorkerQuality {
  readonly worker: WorkerRecord;
  readonly totals: WorkerTotals;
  readonly trust: TrustSums;
  /** 0 to 1. */
  readonly score: number;
  readonly level: TrustLevel;
  readonly signals: WorkerSignals;
  readonly raised: readonly SignalKind[];
  /** Other accounts that are paid at the same address or paymail. */
  readonly sameWallet: readonly string[];
}

export interface HistoryItem {
  readonly task: Task;
  readonly label: string;
  readonly atMs: number;
  readonly outcome: LabelOutcome;
}

/** How well workers answer: a level for themselves, figures for the operator. */
export class Quality {
  readonly #storage: EngineContext['storage'];
  readonly #rules: TrustRules;

  constructor({ storage }: Pick<EngineContext, 'storage'>, rules: TrustRules) {
    this.#storage = storage;
    this.#rules = rules;
  }

  async level(workerId: string): Promise<TrustLevel> {
    return trustLevel(await this.#storage.trust.sums(workerId), this.#rules);
  }

  async of(worker: WorkerRecord): Promise<WorkerQuality> {
    const { workerId, payout } = worker;
    const [totals, trust, signals, accounts] = await Promise.all([
      this.#storage.workers.totals(workerId),
      this.#storage.trust.sums(workerId),
      this.#storage.trust.signals(workerId),
      payout === null ? [] : this.#storage.workers.paidAt(payout, walletAccountsMax),
    ]);
    return {
      worker,
      totals,
      trust,
      score: overallScore(trust),
      level: trustLevel(trust, this.#rules),
      signals,
      raised: raisedSignals(signals, accounts.length),
      sameWallet: accounts.filter((id) => id !== workerId),
    };
  }

  /** What a worker labelled, the newest first. `before`: where the page before ended. */
  async history(
    workerId: string,
    page: { readonly limit: number; readonly before: HistoryEntry | null },
  ): Promise<readonly HistoryItem[]> {
    const entries = await this.#storage.workers.history(workerId, page);
    const tasks = await this.#storage.tasks.many(entries.map(({ taskId }) => taskId));
    return entries.flatMap(({ atMs }, i) => {
      const task = tasks[i];
      const label = task?.labels.find((one) => one.workerId === workerId);
      if (task == null || label === undefined) return [];
      const text = at(task.labelSpec.options, label.option);
      return [{ task, label: text, atMs, outcome: outcomeOf(task, label.option) }];
    });
  }
}

function outcomeOf(task: Task, option: number): LabelOutcome {
  if (task.gold !== undefined && task.decision === null) {
    return task.payment.kind === 'none' ? 'gold_miss' : 'conceded';
  }
  if (task.decision !== null) return task.decision.option === option ? 'agreed' : 'disagreed';
  return isOpen(task.state) ? 'waiting' : 'undecided';
}
