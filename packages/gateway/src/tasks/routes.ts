import { shareLabelSpecs } from '@asg/domain';
import { routes } from '@asg/wire';
import { customerOf } from '../caller.ts';
import type { GatewayOptions } from '../options.ts';
import { idempotencyKeyOf } from '../refusals/idempotency.ts';
import { Refusal, refuse, refuseFields } from '../refusals/refusal.ts';
import type { Serve } from '../serving/serve.ts';
import { serveRankings } from './ranking-routes.ts';
import { batchReply, submittedBatch, submittedTask, taskReply } from './replies.ts';
import { serveReviews } from './review-routes.ts';
import { submitRefusal } from './submit-refusal.ts';
import { timelineReply } from './timeline-replies.ts';

export function serveTasks(serve: Serve, options: GatewayOptions): void {
  const { intake, looks, webhooks, explorerUrl } = options;
  serveReviews(serve, options);
  serveRankings(serve, options);
  serve(routes.submitTask, async (request) => {
    const { body, headers } = request;
    const key = idempotencyKeyOf(body, headers);
    if (key instanceof Refusal) return key;
    const input = key === null ? body : { ...body, idempotency_key: key };
    const result = await intake.submit(customerOf(request), input);
    return result.kind === 'accepted'
      ? submittedTask(result)
      : submitRefusal(result, customerOf(request).tier);
  });

  serve(routes.submitBatch, async (request) => {
    const {
      tasks,
      callback_url: callbackUrl,
      sensitive,
      qualification,
      crowd,
      own_for,
      pay_own,
    } = request.body;
    const ofAll = { crowd: crowd ?? null, own_for: own_for ?? null, pay_own: pay_own ?? null };
    const hasCrowd = crowd != null || own_for != null || pay_own != null;
    shareLabelSpecs(tasks);
    const isPlain = !hasCrowd && callbackUrl == null && sensitive !== true && qualification == null;
    const ofOwn = (task: (typeof tasks)[number]) => ({
      ...task,
      ...(hasCrowd && task.crowd == null && ofAll),
      ...(callbackUrl == null ? {} : { callback_url: task.callback_url ?? callbackUrl }),
      ...(sensitive === true ? { sensitive } : {}),
      ...(qualification == null ? {} : { qualification: task.qualification ?? qualification }),
    });
    const inputs = isPlain ? tasks : tasks.map(ofOwn);
    const key = request.headers['idempotency-key'] ?? null;
    const result = await intake.submitBatch(customerOf(request), inputs, key);
    return result.kind === 'accepted'
      ? submittedBatch(result)
      : submitRefusal(result, customerOf(request).tier);
  });

  serve(routes.getBatch, async (request) => {
    const batch = await intake.batch(customerOf(request).customerId, request.params.batch_id);
    return batch === null ? refuse('batch_not_found') : { status: 200, body: batchReply(batch) };
  });

  serve(routes.getTask, async (request) => {
    const task = await intake.task(customerOf(request).customerId, request.params.task_id);
    if (task === null) return refuse('task_not_found');
    const failed = (await webhooks.hasFailed(task.taskId)) ? { webhook_failed: true } : {};
    const unseen = await looks.unseen(task.taskId);
    const item = unseen === null ? {} : { item: { shown: false as const, reason: unseen } };
    return { status: 200, body: { ...taskReply(task), ...failed, ...item } };
  });

  serve(routes.getTimeline, async (request) => {
    const task = await intake.task(customerOf(request).customerId, request.params.task_id);
    return task === null ? refuse('task_not_found') : { status: 200, body: timelineReply(task, explorerUrl) };
  });

  serve(routes.predictTask, async ({ params, body, ...request }) => {
    const { customerId } = customerOf(request);
    const result = await intake.predict(customerId, params.task_id, body.predictions);
    switch (result.kind) {
      case 'kept':
        return { status: 200, body: taskReply(result.task) };
      case 'invalid':
        return refuseFields(result.violations);
      case 'not_found':
        return refuse('task_not_found');
      case 'not_open':
        return refuse('task_closed', {
          message: `task is ${result.task.state}: predictions come too late for it`,
        });
    }
  });

  serve(routes.cancelTask, async (request) => {
    const result = await intake.cancel(customerOf(request).customerId, request.params.task_id);
    switch (result.kind) {
      case 'cancelled':
        return { status: 200, body: taskReply(result.task) };
      case 'not_found':
        return refuse('task_not_found');
      case 'not_open':
        return refuse('task_closed', {
          message: `task is ${result.task.state} and can no longer be cancelled`,
        });
    }
  });
}
