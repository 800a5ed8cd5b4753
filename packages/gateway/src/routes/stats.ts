import { isUtcDate } from '@asg/domain';
import { routes } from '@asg/wire';
import { customerOf } from '../auth.ts';
import type { GatewayOptions } from '../options.ts';
import { refuseFields } from '../refusal.ts';
import type { Serve } from '../serve.ts';

export function serveStats(serve: Serve, { stats }: GatewayOptions): void {
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
    const found = await stats.summary(customerOf(request).customerId, wanted.range);
    return {
      status: 200,
      body: {
        ...found.range,
        tasks: found.tasks,
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
      },
    };
  });
}
