import { type Review as KeptReview, reviewOf, type Task } from '@asg/domain';
import type { RelabelRefusal } from '@asg/results';
import { routes } from '@asg/wire';
import type { FastifyRequest } from 'fastify';
import { actorOf, customerOf } from '../caller.ts';
import type { GatewayOptions } from '../options.ts';
import { idempotencyKeyOf } from '../refusals/idempotency.ts';
import { Refusal, refuse, refuseFields } from '../refusals/refusal.ts';
import type { Serve } from '../serving/serve.ts';
import { tellTrail } from '../trail/told.ts';
import { submittedTask, taskReply } from './replies.ts';
import { reviewReply } from './review-replies.ts';
import { submitRefusal } from './submit-refusal.ts';

export function serveReviews(serve: Serve, { reviews, relabels }: GatewayOptions): void {
  serve(routes.reviewTask, async (request) => {
    const { params, body } = request;
    const { customerId } = customerOf(request);
    const result = await reviews.give(customerId, params.task_id, body, reviewerOf(request));
    switch (result.kind) {
      case 'kept': {
        tellTrail(request, { before: factsOf(result.before), after: factsOf(reviewOf(result.task)) });
        return { status: 200, body: keptReview(result.task) };
      }
      case 'invalid':
        return refuseFields(result.violations);
      case 'not_found':
        return refuse('task_not_found');
      case 'not_reviewable':
        return refuse('not_reviewable', { message: result.message });
    }
  });

  serve(routes.withdrawReview, async (request) => {
    const result = await reviews.takeBack(customerOf(request).customerId, request.params.task_id);
    if (result.kind !== 'kept') return refuse('task_not_found');
    tellTrail(request, { before: factsOf(result.before) });
    return { status: 200, body: taskReply(result.task) };
  });

  serve(routes.reviewTasks, async (request) => {
    const { customerId } = customerOf(request);
    const result = await reviews.giveAll(customerId, request.body.reviews, reviewerOf(request));
    if (result.kind === 'invalid') return refuseFields(result.violations);
    tellTrail(request, { after: factsOfAll(result.tasks) });
    const kept = result.tasks.map((task) => ({ task_id: task.taskId, ...keptReview(task) }));
    return { status: 200, body: { reviews: kept } };
  });

  serve(routes.relabelTask, async (request) => {
    const { params, body, headers } = request;
    const key = idempotencyKeyOf(body, headers);
    if (key instanceof Refusal) return key;
    const { idempotency_key: _key, ...input } = body;
    const customer = customerOf(request);
    const result = await relabels.relabel(customer, params.task_id, input, key);
    if (result.kind === 'accepted') return submittedTask(result);
    if (result.kind === 'not_found') return refuse('task_not_found');
    // It is one task: no list of the request has a place to name.
    if (result.kind === 'idempotency_conflict') return refuse('idempotency_conflict');
    return result.kind === 'refused' ? relabelRefusal(result.reason) : submitRefusal(result, customer.tier);
  });
}

function keptReview(task: Task) {
  const review = reviewReply(task);
  if (review === null) throw new Error(`${task.taskId} was reviewed, and has no review`);
  return review;
}

/** By its id: a member may leave, and a key be revoked. */
function reviewerOf(request: FastifyRequest): string {
  const actor = actorOf(request);
  if (actor?.kind === 'key') return actor.keyId;
  if (actor?.kind === 'member') return actor.personId;
  throw new Error('a route of customers was called by nobody of theirs');
}

/** For the trail: the place of the option, since nothing is there that somebody wrote. */
function factsOf(review: KeptReview | null) {
  return review === null ? { verdict: null } : { verdict: review.verdict, option: review.option };
}

function factsOfAll(tasks: readonly Task[]) {
  const accepted: string[] = [];
  const corrected: string[] = [];
  for (const task of tasks) {
    const review = reviewOf(task);
    if (review?.verdict === 'accepted') accepted.push(task.taskId);
    else if (review !== null) corrected.push(`${task.taskId} ${review.option}`);
  }
  return { accepted, corrected };
}

function relabelRefusal(reason: RelabelRefusal): Refusal {
  if (reason !== 'redundancy_twice') return refuse(reason);
  const field = 'redundancy';
  const message = `${field} is in place of consensus and consensus_threshold: leave it out, or them`;
  return refuseFields([{ field, constraint: 'one', message }]);
}
