import { isUtcDate, utcDate } from '@asg/domain';
import { pageLimitDefault, routes } from '@asg/wire';
import { customerOf } from '../caller.ts';
import type { GatewayOptions } from '../options.ts';
import { refuseFields } from '../refusals/refusal.ts';
import { pageReply } from '../replies/page.ts';
import type { Serve } from '../serving/serve.ts';
import { serveDistribution } from './distribution-routes.ts';
import { disagreementReply, templateReply } from './replies.ts';

export function serveStats(serve: Serve, options: GatewayOptions): void {
  const { stats, looks, reports, consensus, clock } = options;
  serveDistribution(serve, options);
  serve(routes.getStats, async (request) => {
    const { from, to } = request.query;
    const missing = Object.entries({ from, to }).flatMap(([field, date]) =>
      date === undefined || isUtcDate(date)
        ? []
        : [{ field, constraint: 'date', message: `${field} must be a date that exists` }],
    );
    if (missing.length > 0) return refuseFields(missing);
    const wanted = stats.range(from, to);
    if (!wanted.ok) {
      return refuseFields([{ field: 'from', constraint: 'range', message: `from must ${wanted.rule}` }]);
    }
    const { customerId } = customerOf(request);
    const found = await stats.summary(customerId, wanted.range);
    return {
      status: 200,
      body: {
        ...found.range,
        tasks: found.tasks,
        items_unshowable: await looks.countOfCustomer(customerId),
        items_taken_down: (await reports.counts(customerId)).verdicts.taken_down,
        mean_confidence: found.meanConfidence,
        settlement_seconds: found.settlementSeconds,
        daily: found.days.map((day) => ({
          date: day.date,
          tasks_created: day.tasksCreated,
          tasks_settled: day.tasksSettled,
          cost_sats: day.costSats,
        })),
        agreement: found.agreement.map(({ type, alpha, tasksMeasured }) => ({
          task_type: type,
          alpha,
          tasks_measured: tasksMeasured,
        })),
        templates: found.templates.map(templateReply),
      },
    };
  });

  serve(routes.listDisagreements, async (request) => {
    const { limit = pageLimitDefault, cursor, month = utcDate(clock.nowMs()).slice(0, 7) } = request.query;
    const after = cursor === undefined ? null : doubtfulOf(cursor);
    const page = { month, limit: limit + 1, after };
    const found = await consensus.doubtful(customerOf(request).customerId, page);
    return { status: 200, body: pageReply(found, limit, cursorOf, disagreementReply) };
  });
}

function cursorOf({ doubtMicros, taskId }: { doubtMicros: number; taskId: string }): string {
  return `${doubtMicros}_${taskId}`;
}

function doubtfulOf(cursor: string): { readonly doubtMicros: number; readonly taskId: string } {
  const end = cursor.indexOf('_');
  return { doubtMicros: Number(cursor.slice(0, end)), taskId: cursor.slice(end + 1) };
}
