import { practicePrefix } from '@asg/domain';
import type { WorkItem } from '@asg/engines';
import { at } from '@asg/values/present';
import { routes } from '@asg/wire';
import { workerOf } from '../caller.ts';
import type { GatewayOptions } from '../options.ts';
import { Refusal, refuse } from '../refusals/refusal.ts';
import type { Serve } from '../serving/serve.ts';
import { nextPractice, practiceAnswer, questionsReply } from './practice.ts';
import { assignmentReply, labelOutcome, labelRefusal } from './replies.ts';

export function serveWork(serve: Serve, options: GatewayOptions): void {
  const { router, labelling, media, reports, practice, rewardSats, feePercent, metrics, log } = options;
  const price = { payoutSats: rewardSats, feePercent };
  const assigned = (items: readonly WorkItem[]) =>
    Promise.all(
      items.map(async (item) => assignmentReply(item, price, await media.comparedKinds(item.task))),
    );
  serve(routes.nextWork, async (request) => {
    const { worker, person } = workerOf(request);
    if (person.leaving !== undefined) return refuse('account_leaving');
    const { count = null, question = null, practice: practised = null } = request.body ?? {};
    if (practised !== null) return nextPractice(options, worker, practised, count ?? 1);
    const next = await router.next(worker, count ?? 1, question);
    switch (next.kind) {
      case 'question_not_found':
        return refuse('question_not_found');
      case 'suspended':
        return refuse('account_suspended', { message: `this account is suspended: ${next.reason}` });
      case 'profile_incomplete':
        return refuse('profile_incomplete');
      case 'work': {
        const { items } = next;
        if (items.length === 0) return { status: 204, body: undefined };
        return { status: 200, body: { assignments: await assigned(items) } };
      }
    }
  });

  serve(routes.listAssignments, async (request) => {
    const { worker } = workerOf(request);
    const asked = await questionsReply(options, worker, request.query);
    if (asked instanceof Refusal) return asked;
    const items = await router.held(worker.workerId);
    return { status: 200, body: { assignments: await assigned(items), ...asked } };
  });

  serve(routes.giveLabel, async (request) => {
    const { assignment_id: assignmentId } = request.params;
    const { worker } = workerOf(request);
    const { label, value, item_token: itemToken = null } = request.body;
    const given = { label: label ?? null, value };
    if (assignmentId.startsWith(practicePrefix))
      return practiceAnswer(
        assignmentId,
        await practice.answer(worker.workerId, assignmentId, given, itemToken),
      );
    const [result] = await labelling.submit(worker, [{ assignmentId, ...given, itemToken }]);
    if (result === undefined || result.kind === 'not_found') return refuse('assignment_not_found');
    const refusal = labelRefusal(result);
    if (refusal !== null) return refusal;
    if (result.kind === 'accepted') metrics?.addLabels(1);
    return { status: 200, body: { assignment_id: assignmentId, accepted: true } };
  });

  serve(routes.giveLabels, async (request) => {
    const { worker } = workerOf(request);
    const labels = request.body.labels.map(
      ({ assignment_id: assignmentId, label = null, value, item_token: itemToken = null }) => ({
        assignmentId,
        label,
        value,
        itemToken,
      }),
    );
    const results = await labelling.submit(worker, labels);
    metrics?.addLabels(results.filter(({ kind }) => kind === 'accepted').length);
    return {
      status: 200,
      body: { outcomes: results.map((result, i) => labelOutcome(at(labels, i), result)) },
    };
  });

  serve(routes.reportItem, async (request) => {
    const { assignment_id: assignmentId } = request.params;
    const { reason, note = null } = request.body;
    const said = { reason, note: note?.trim() ? note.trim() : null };
    const outcome = await reports.report(workerOf(request).worker.workerId, assignmentId, said);
    if (outcome === 'not_found') return refuse('assignment_not_found');
    if (outcome === 'lease_ended') return refuse('lease_ended');
    return { status: 200, body: { assignment_id: assignmentId, reported: true } };
  });

  serve(routes.skipTask, async (request) => {
    const { assignment_id: assignmentId } = request.params;
    const { workerId } = workerOf(request).worker;
    const outcome = await router.skip(workerId, assignmentId);
    switch (outcome) {
      case 'not_found':
        return refuse('assignment_not_found');
      case 'lease_ended':
        return refuse('lease_ended');
      case 'already_labelled':
        return refuse('already_labelled');
      case 'skipped': {
        const reason = request.body?.reason ?? null;
        if (reason !== null) await media.unseen(workerId, assignmentId);
        if (reason !== null)
          log.info({ worker_id: workerId, assignment_id: assignmentId, reason }, 'a task was passed on');
        return { status: 200, body: { assignment_id: assignmentId, skipped: true } };
      }
    }
  });
}
