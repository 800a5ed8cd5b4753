import {
  countedReport,
  decidedReport,
  erasedReport,
  noReports,
  type ReportCounts,
  type ReportRecord,
  type ReportVerdict,
} from '@asg/domain';
import { list, read, write } from '../records/noun.ts';

/** What workers report of items. */
export const reports = {
  name: 'rpt',
  reads: {
    get: read(
      (reportId: string) => reportId,
      (found: ReportRecord | null) => found,
    ),
  },
  lists: {
    /** Those that wait for the operator. */
    waiting: list({
      name: 'reports waiting',
      place: ({ verdict }: ReportRecord, reportId) =>
        verdict === null ? { group: '', place: reportId } : null,
      view: (report) => report,
    }),
    /** All that a worker made. */
    ofWorker: list({
      name: 'reports worker',
      place: ({ workerId }: ReportRecord, reportId) => ({ group: workerId, place: reportId }),
      view: (report) => report,
    }),
    /** All that concern a customer's items. */
    ofCustomer: list({
      name: 'reports customer',
      place: ({ customerId }: ReportRecord, reportId) => ({ group: customerId, place: reportId }),
      view: (report) => report,
    }),
  },
  writes: {
    /** The report under this id: this one, or the one that was made before. */
    make: write(
      ({ reportId }: ReportRecord) => reportId,
      (found: ReportRecord | null, report) => ({
        after: found === null ? report : undefined,
        result: found ?? report,
      }),
    ),
    /** Takes the worker's words away. */
    erase: write(
      (reportId: string) => reportId,
      (found: ReportRecord | null) => {
        const after = found && erasedReport(found);
        return { after: after === found ? undefined : after, result: null };
      },
    ),
    /** The report with its verdict, this one or an earlier; null: there is no such report. */
    decide: write(
      ({ reportId }: { readonly reportId: string }) => reportId,
      (
        found: ReportRecord | null,
        {
          verdict,
          nowMs,
        }: { readonly reportId: string; readonly verdict: ReportVerdict; readonly nowMs: number },
      ) => {
        if (found === null) return { result: null };
        const after = decidedReport(found, verdict, nowMs);
        return { after: after === found ? undefined : after, result: after };
      },
    ),
  },
} as const;

/** How often a customer's items were reported, by customer. */
export const reportCounts = {
  name: 'rpc',
  reads: {
    get: read(
      (customerId: string) => customerId,
      (found: ReportCounts | null) => found ?? noReports,
    ),
  },
  writes: {
    count: write(
      ({ customerId }: ReportRecord) => customerId,
      (found: ReportCounts | null, report) => {
        const before = found ?? noReports;
        const after = countedReport(before, report);
        return { after: after === before ? undefined : after, result: after };
      },
    ),
  },
} as const;
