import { type OwnModel, ownModelState, requestsToday } from '@asg/domain';
import type { AnswerOf, routes } from '@asg/wire';
import { rfc3339, rfc3339OrNull } from '../replies/time.ts';

/** Without its key, sealed or not. */
export function ownModelReply(model: OwnModel, nowMs: number): AnswerOf<typeof routes.addModel>['body'] {
  const status = ownModelState(model, nowMs);
  const isWaiting = status === 'waiting' || status === 'budget_used';
  return {
    name: model.name,
    url: model.url,
    model: model.model,
    has_key: model.sealedKey !== null,
    scores: model.scores,
    instructions: model.instructions,
    templates: model.templates.map(({ type, options }) => ({ task_type: type, options })),
    requests_per_day: model.requestsPerDay,
    requests_today: requestsToday(model, nowMs),
    concurrency: model.concurrency,
    active: model.active,
    status,
    disabled_reason: model.disabledReason,
    last_problem: model.note,
    next_at: rfc3339OrNull(isWaiting ? model.dueAtMs : null),
    predictions_kept: model.kept,
    answers_unusable: model.unusable,
    answers_late: model.late,
    tokens: model.tokens,
    created_at: rfc3339(model.createdAtMs),
  };
}
