import type { Erasing } from '@asg/assets';
import {
  isLive,
  type ReportCounts,
  type ReportReason,
  type ReportRecord,
  type ReportVerdict,
  reportOf,
  type Task,
} from '@asg/domain';
import { announce, type EngineContext } from '@asg/people/context';
import { type Page, sha256 } from '@asg/storage';

/** A report with what the operator needs to decide on it. */
export interface ReportedItem {
  readonly report: ReportRecord;
  /** Null: it is not kept any more. */
  readonly task: Task | null;
  /** All reports of the customer's items. */
  readonly counts: ReportCounts;
}

export interface GivenReport {
  readonly reason: ReportReason;
  readonly note: string | null;
}

/** Items that workers report, and what the operator decides on them: they may be marked as sensitive, or taken down. */
export class Reports {
  readonly #context: Pick<EngineContext, 'storage' | 'clock' | 'signals' | 'assignmentIds'>;
  readonly #erasing: Pick<Erasing, 'takeDown'>;

  constructor(
    context: Pick<EngineContext, 'storage' | 'clock' | 'signals' | 'assignmentIds'>,
    erasing: Pick<Erasing, 'takeDown'>,
  ) {
    this.#context = context;
    this.#erasing = erasing;
  }

  /** Reports the item of a claim that the worker holds: it stays theirs. Whether its answer was known makes no difference. */
  async report(
    workerId: string,
    assignmentId: string,
    said: GivenReport,
  ): Promise<'reported' | 'not_found' | 'lease_ended'> {
    const { storage, clock, assignmentIds } = this.#context;
    const parts = assignmentIds.open(workerId, assignmentId);
    const task = parts === null ? null : await storage.tasks.get(parts.taskId);
    if (parts === null || task === null) return 'not_found';
    const nowMs = clock.nowMs();
    const mine = task.assignments.find((a) => a.workerId === workerId && a.nonce === parts.nonce);
    if (mine === undefined || !isLive(mine, nowMs)) return 'lease_ended';
    const report = await storage.reports.make(reportOf(task, mine, said, { nowMs, sha256 }));
    // Before its verdict, where it has one already: that was counted with it.
    await storage.reportCounts.count({ ...report, verdict: null });
    return 'reported';
  }

  /** Those that wait, the newest first; of one customer: all of theirs. */
  async list({
    customerId,
    ...page
  }: Page & { readonly customerId: string | null }): Promise<readonly ReportedItem[]> {
    const { reports } = this.#context.storage;
    const found =
      customerId === null
        ? await reports.waiting(page)
        : await reports.ofCustomer({ ...page, group: customerId });
    return Promise.all(found.map((report) => this.#withItem(report)));
  }

  /** Null: there is no such report. */
  get(reportId: string): Promise<ReportRecord | null> {
    return this.#context.storage.reports.get(reportId);
  }

  /** The operator's verdict; the first one is final. Null: there is no such report. */
  async decide(reportId: string, verdict: ReportVerdict): Promise<ReportedItem | null> {
    const { storage, clock } = this.#context;
    const known = await storage.reports.get(reportId);
    if (known === null) return null;
    const kind = known.verdict?.kind ?? verdict;
    // What it asks for comes first: should this process end here, it is asked for again.
    if (kind !== 'dismissed') await this.#carryOut(known, kind);
    const decided = await storage.reports.decide({ reportId, verdict: kind, nowMs: clock.nowMs() });
    if (decided === null) return null;
    await storage.reportCounts.count(decided);
    return this.#withItem(decided);
  }

  /** How often a customer's items were reported. */
  counts(customerId: string): Promise<ReportCounts> {
    return this.#context.storage.reportCounts.get(customerId);
  }

  async #carryOut({ taskId, goldId }: ReportRecord, kind: 'marked_sensitive' | 'taken_down'): Promise<void> {
    const { storage, clock, signals } = this.#context;
    const nowMs = clock.nowMs();
    // Nobody else is to meet it: what a gold item is cannot be said later.
    if (goldId !== null) await storage.gold.retire({ goldId, nowMs });
    if (kind === 'taken_down') {
      await this.#erasing.takeDown(taskId);
      return;
    }
    const command = { do: 'moderate', moderation: 'sensitive', nowMs } as const;
    const [outcome] = await storage.tasks.change([{ taskId, command }]);
    if (outcome != null) announce(signals, outcome.task);
  }

  async #withItem(report: ReportRecord): Promise<ReportedItem> {
    const [task, counts] = await Promise.all([
      this.#context.storage.tasks.get(report.taskId),
      this.counts(report.customerId),
    ]);
    return { report, task, counts };
  }
}
