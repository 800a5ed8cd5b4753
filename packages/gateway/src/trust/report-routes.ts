import { isSensitive } from '@asg/domain';
import type { ReportedItem } from '@asg/engines';
import { type AnswerOf, pageLimitDefault, routes } from '@asg/wire';
import type { GatewayOptions } from '../options.ts';
import { refuse } from '../refusals/refusal.ts';
import { pageReply } from '../replies/page.ts';
import { rfc3339, rfc3339OrNull } from '../replies/time.ts';
import type { Serve } from '../serving/serve.ts';
import { enteredForCustomer } from '../trail/taken-down.ts';

/** The operator's queue of items that workers reported. */
export function serveReportsAdmin(serve: Serve, { reports, trail, log }: GatewayOptions): void {
  serve(routes.adminListReports, async ({ query }) => {
    const { limit = pageLimitDefault, cursor = null, customer_id: customerId = null } = query;
    const found = await reports.list({ limit: limit + 1, before: cursor, customerId });
    return { status: 200, body: pageReply(found, limit, ({ report }) => report.reportId, reportReply) };
  });

  serve(routes.adminDecideReport, async (request) => {
    const { params, body } = request;
    const report = await reports.get(params.report_id);
    if (report === null) return refuse('report_not_found');
    const decide = () => reports.decide(report.reportId, body.verdict);
    const isTakeDown = (report.verdict?.kind ?? body.verdict) === 'taken_down';
    const decided = await (isTakeDown ? enteredForCustomer(trail, request, report, decide) : decide());
    if (decided === null) return refuse('report_not_found');
    const { taskId, customerId, verdict } = decided.report;
    log.info(
      { report_id: params.report_id, task_id: taskId, customer_id: customerId, verdict: verdict?.kind },
      'the operator decided on a report',
    );
    return { status: 200, body: reportReply(decided) };
  });
}

function reportReply({
  report,
  task,
  counts,
}: ReportedItem): AnswerOf<typeof routes.adminDecideReport>['body'] {
  return {
    report_id: report.reportId,
    status: report.verdict?.kind ?? 'open',
    reason: report.reason,
    note: report.note,
    worker_id: report.workerId,
    task_id: report.taskId,
    customer_id: report.customerId,
    gold_id: report.goldId,
    task:
      task === null
        ? null
        : {
            status: task.state,
            data_url: task.dataUrl,
            question: task.labelSpec.question,
            sensitive: isSensitive(task),
            taken_down: task.moderation === 'taken_down',
          },
    customer_counts: { reported: counts.reported, ...counts.verdicts },
    reported_at: rfc3339(report.reportedAtMs),
    decided_at: rfc3339OrNull(report.verdict?.atMs ?? null),
  };
}
