import { pageLimitDefault, routes } from '@asg/wire';
import { workerOf } from '../caller.ts';
import type { GatewayOptions } from '../options.ts';
import { refuse } from '../refusals/refusal.ts';
import { pageReply } from '../replies/page.ts';
import type { Serve } from '../serving/serve.ts';
import { adminAppealReply, appealReply, historyReply } from './appeal-replies.ts';

/** A worker's history, and what they contest of it. */
export function serveAppeals(serve: Serve, { appeals, quality, explorerUrl }: GatewayOptions): void {
  serve(routes.listHistory, async (request) => {
    const { limit = pageLimitDefault, cursor } = request.query;
    const [ms, taskId] = cursor?.split('.') ?? [];
    const before = ms === undefined || taskId === undefined ? null : { atMs: Number(ms), taskId };
    const { workerId } = workerOf(request).worker;
    const found = await quality.history(workerId, { limit: limit + 1, before });
    const cursorOf = ({ atMs, task }: (typeof found)[number]) => `${atMs}.${task.taskId}`;
    return {
      status: 200,
      body: pageReply(found, limit, cursorOf, (item) => historyReply(item, workerId, explorerUrl)),
    };
  });

  serve(routes.openAppeal, async (request) => {
    const { task_id: taskId = null, message } = request.body;
    const result = await appeals.open(workerOf(request).worker, { taskId, message: message.trim() });
    if (result.kind === 'opened') return { status: 201, body: appealReply(result.appeal) };
    return refuse(result.kind === 'too_many' ? 'too_many_appeals' : result.kind);
  });

  serve(routes.listAppeals, async (request) => {
    const { limit = pageLimitDefault, cursor = null } = request.query;
    const found = await appeals.of(workerOf(request).worker.workerId, { limit: limit + 1, before: cursor });
    return { status: 200, body: pageReply(found, limit, (one) => one.appealId, appealReply) };
  });
}

/** What workers contest, as the operator sees and answers it. */
export function serveAppealsAdmin(serve: Serve, { appeals, log }: GatewayOptions): void {
  serve(routes.adminListAppeals, async ({ query: { limit = pageLimitDefault, cursor = null } }) => {
    const found = await appeals.waiting({ limit: limit + 1, before: cursor });
    return { status: 200, body: pageReply(found, limit, (one) => one.appeal.appealId, adminAppealReply) };
  });

  serve(routes.adminAnswerAppeal, async ({ params, body }) => {
    const { upheld, answer } = body;
    const answered = await appeals.answer(params.appeal_id, { upheld, text: answer.trim() });
    if (answered === null) return refuse('appeal_not_found');
    log.info({ appeal_id: params.appeal_id, upheld }, 'the operator answered an appeal');
    return { status: 200, body: adminAppealReply(answered) };
  });
}
