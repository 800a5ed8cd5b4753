import { pageLimitDefault, routes } from '@asg/wire';
import { workerOf } from '../caller.ts';
import type { GatewayOptions } from '../options.ts';
import { refuse, refuseFields } from '../refusals/refusal.ts';
import { pageReply } from '../replies/page.ts';
import type { Serve } from '../serving/serve.ts';
import { adminAppealReply, appealReply, historyReply } from './appeal-replies.ts';

const strangeCursor = {
  field: 'cursor',
  constraint: 'cursor',
  message: 'cursor must be the next_cursor of an earlier answer',
};

/** A worker's history, and what they contest of it. */
export function serveAppeals(
  serve: Serve,
  { appeals, history, media, explorerUrl, rewardSats, feePercent }: GatewayOptions,
): void {
  const price = { payoutSats: rewardSats, feePercent };
  const replyTo = (appeal: Parameters<typeof appealReply>[0]) =>
    appealReply(appeal, appeals.assignmentOf(appeal));

  serve(routes.listHistory, async (request) => {
    const { limit = pageLimitDefault, cursor = null } = request.query;
    const { workerId } = workerOf(request).worker;
    const found = await history.of(workerId, { limit, cursor });
    if (found === null) return refuseFields([strangeCursor]);
    const data = found.items.map((item) =>
      historyReply(item, { explorerUrl, price, reachMs: media.reachMs }),
    );
    return { status: 200, body: { data, next_cursor: found.nextCursor } };
  });

  serve(routes.openAppeal, async (request) => {
    const { assignment_id: assignmentId = null, message } = request.body;
    const { worker } = workerOf(request);
    const result = await appeals.open(worker, { assignmentId, message: message.trim() });
    if (result.kind === 'opened') return { status: 201, body: replyTo(result.appeal) };
    return refuse(result.kind === 'too_many' ? 'too_many_appeals' : result.kind);
  });

  serve(routes.listAppeals, async (request) => {
    const { limit = pageLimitDefault, cursor = null } = request.query;
    const found = await appeals.of(workerOf(request).worker.workerId, { limit: limit + 1, before: cursor });
    return { status: 200, body: pageReply(found, limit, (one) => one.appealId, replyTo) };
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
