import { houseCustomerId, idPrefixes } from '../ids/ids.ts';
import { derivedUlid } from '../ids/ulid.ts';
import type { ReportReason, ReportVerdict } from '../names.ts';
import type { Sha256 } from '../sha256.ts';
import type { Assignment, Task } from '../task/task.ts';

/** What a worker says of an item that should not be shown, or not so. */
export interface ReportRecord {
  readonly reportId: string;
  readonly workerId: string;
  readonly taskId: string;
  /** Whose item it is. */
  readonly customerId: string;
  /** There where the task was made of it; the worker is not told. */
  readonly goldId: string | null;
  readonly reason: ReportReason;
  /** In the worker's words. */
  readonly note: string | null;
  readonly reportedAtMs: number;
  readonly verdict: { readonly kind: ReportVerdict; readonly atMs: number } | null;
}

/** How many reports there were of a customer's items, and what was decided on them. */
export interface ReportCounts {
  readonly reported: number;
  readonly verdicts: Readonly<Record<ReportVerdict, number>>;
  /** The latest changes that were counted, so that one that is sent again is not counted again. */
  readonly latest: readonly string[];
}

export const noReports: ReportCounts = {
  reported: 0,
  verdicts: { dismissed: 0, marked_sensitive: 0, taken_down: 0 },
  latest: [],
};
const latestMax = 200;

/** The report under a claim: one for each, whatever is said in it when it is sent again. */
export function reportOf(
  task: Pick<Task, 'taskId' | 'customerId' | 'gold'>,
  { workerId, nonce, claimedAtMs }: Pick<Assignment, 'workerId' | 'nonce' | 'claimedAtMs'>,
  said: { readonly reason: ReportReason; readonly note: string | null },
  { nowMs, sha256 }: { readonly nowMs: number; readonly sha256: Sha256 },
): ReportRecord {
  const { taskId, customerId, gold } = task;
  const name = `${taskId} ${workerId} ${nonce}`;
  return {
    reportId: derivedUlid(idPrefixes.report, claimedAtMs ?? nowMs, name, sha256),
    workerId,
    taskId,
    // Gold is the operator's task, and may be a customer's item.
    customerId: gold === undefined ? customerId : (gold.owner ?? houseCustomerId),
    goldId: gold?.goldId ?? null,
    ...said,
    reportedAtMs: nowMs,
    verdict: null,
  };
}

/** With the operator's verdict; unchanged where it has one: the first is final. */
export function decidedReport(report: ReportRecord, kind: ReportVerdict, nowMs: number): ReportRecord {
  return report.verdict === null ? { ...report, verdict: { kind, atMs: nowMs } } : report;
}

/** Without its worker's words: they are erased. */
export function erasedReport(report: ReportRecord): ReportRecord {
  return report.note === null ? report : { ...report, note: null };
}

/** The counts with this report, or with what was decided on it; the very same where that is counted. */
export function countedReport(
  counts: ReportCounts,
  { reportId, verdict }: Pick<ReportRecord, 'reportId' | 'verdict'>,
): ReportCounts {
  const name = `${reportId} ${verdict?.kind ?? 'open'}`;
  if (counts.latest.includes(name)) return counts;
  const latest = [name, ...counts.latest].slice(0, latestMax);
  if (verdict === null) return { ...counts, reported: counts.reported + 1, latest };
  const verdicts = { ...counts.verdicts, [verdict.kind]: counts.verdicts[verdict.kind] + 1 };
  return { ...counts, verdicts, latest };
}
