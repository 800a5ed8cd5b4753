import { answerText, isSensitive } from '@asg/domain';
import type { WorkerLabel } from '@asg/oversight';
import { type AnswerOf, pageLimitDefault, routes } from '@asg/wire';
import type { GatewayOptions } from '../options.ts';
import { refuse, refuseFields } from '../refusals/refusal.ts';
import { pageReply } from '../replies/page.ts';
import { rfc3339 } from '../replies/time.ts';
import type { Serve } from '../serving/serve.ts';
import { serveConfusion } from './confusion-routes.ts';

const strangeCursor = {
  field: 'cursor',
  constraint: 'cursor',
  message: 'cursor must be the next_cursor of an earlier answer',
};

/** How a worker answers, for the operator. */
export function serveWorkerInsight(serve: Serve, options: GatewayOptions): void {
  serveConfusion(serve, options);
  serveWorkerLabels(serve, options);
}

function serveWorkerLabels(
  serve: Serve,
  { workers, workerLabels }: Pick<GatewayOptions, 'workers' | 'workerLabels'>,
): void {
  serve(routes.adminListWorkerLabels, async ({ params, query }) => {
    const { limit = pageLimitDefault, cursor = null } = query;
    const worker = await workers.find(params.worker_id);
    if (worker === null) return refuse('worker_not_found');
    const found = await workerLabels.of(worker.workerId, { limit, before: cursor });
    if (found === null) return refuseFields([strangeCursor]);
    return { status: 200, body: pageReply(found, limit, ({ task }) => task.taskId, labelReply) };
  });
}

type Reply = AnswerOf<typeof routes.adminListWorkerLabels>['body']['data'][number];

function labelReply({ task, label, spentMs, isTooFast, outcome, others }: WorkerLabel): Reply {
  const { options, question } = task.labelSpec;
  const right = task.gold?.option ?? task.decision?.option ?? null;
  return {
    task_id: task.taskId,
    customer_id: task.customerId,
    gold_id: task.gold?.goldId ?? null,
    task_type: task.type,
    question,
    options: [...options],
    data_url: task.dataUrl,
    sensitive: isSensitive(task),
    taken_down: task.moderation === 'taken_down',
    label: answerText(task, label.option),
    at: rfc3339(label.atMs),
    seconds: spentMs === null ? null : Math.round(spentMs / 100) / 10,
    too_fast: isTooFast,
    item_fetched: label.unseen !== true,
    outcome,
    right_label: right === null ? null : answerText(task, right),
    confidence: task.decision?.confidence ?? null,
    others: others.map(({ workerId, option, atMs }) => ({
      worker_id: workerId,
      label: answerText(task, option),
      at: rfc3339(atMs),
    })),
  };
}
