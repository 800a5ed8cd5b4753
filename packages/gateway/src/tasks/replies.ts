import { answerText, isSensitive, predictionsOf, sentMetadata, type Task, toldPrediction } from '@asg/domain';
import type { BatchProgress as Progress, SubmitResult } from '@asg/engines';
import { at } from '@asg/values/present';
import type { AnswerOf, routes } from '@asg/wire';
import { kindField, valueField } from '../replies/answers.ts';
import { rfc3339, rfc3339OrNull } from '../replies/time.ts';
import { reviewField } from './review-replies.ts';

type Accepted = Extract<SubmitResult, { kind: 'accepted' }>;

/** What a customer sees of a task. */
export function taskReply(task: Task): AnswerOf<typeof routes.getTask>['body'] {
  return {
    task_id: task.taskId,
    status: task.state,
    task_type: task.type,
    ...kindField(task),
    data_url: task.dataUrl,
    created_at: rfc3339(task.createdAtMs),
    label_spec: task.labelSpec,
    consensus_threshold: task.consensus.threshold,
    consensus: policyReply(task.consensus),
    labels_received: task.labels.length,
    decision: decisionReply(task),
    metadata: sentMetadata(task.metadata),
    expires_at: rfc3339OrNull(task.expiresAtMs),
    priority: task.priority,
    language: task.language,
    sensitive: isSensitive(task),
    ...predictionsReply(task),
    ...crowdReply(task),
    taken_down: task.moderation === 'taken_down',
    batch_id: task.batchId,
    // Absent in tasks from before there were jobs.
    job_id: task.jobId ?? null,
    ...reviewField(task),
    ...(task.relabelOf !== undefined && { relabel_of: task.relabelOf }),
    ...(task.relabelledBy !== undefined && { relabelled_by: task.relabelledBy }),
    ...(task.erased !== undefined && { content_deleted_at: rfc3339(task.erased.atMs) }),
    ...(task.expiredFor !== undefined && { reason: task.expiredFor }),
  };
}

function decisionReply(task: Task): AnswerOf<typeof routes.getTask>['body']['decision'] {
  const { decision } = task;
  if (decision === null) return null;
  return {
    consensus_label: answerText(task, decision.option),
    ...valueField(task, decision.option, 'consensus_value'),
    confidence: decision.confidence,
    agreement_count: decision.agreementCount,
    worker_count: decision.workerCount,
    decided_at: rfc3339(decision.decidedAtMs),
  };
}

/** How labels decide, with every default filled in. */
export function policyReply(policy: Task['consensus']): AnswerOf<typeof routes.getTask>['body']['consensus'] {
  const { maxLabels: max_labels } = policy;
  switch (policy.policy) {
    case 'threshold':
      return { policy: 'threshold', early_stop: policy.earlyStop, max_labels };
    case 'adaptive': {
      const {
        targetConfidence: target_confidence,
        minLabels: min_labels,
        minHumanLabels,
        maxCostSats,
      } = policy;
      return {
        policy: 'adaptive',
        target_confidence,
        min_labels,
        max_labels,
        ...(minHumanLabels !== undefined && { min_human_labels: minHumanLabels }),
        ...(maxCostSats !== undefined && { max_cost_sats: maxCostSats }),
      };
    }
  }
}

/** The answer to the submission of one task: 202, or 200 where an earlier one made it. */
export function submittedTask({ tasks, warnings }: Accepted): AnswerOf<typeof routes.submitTask> {
  const { taskId, createdAtMs, repeated } = at(tasks, 0);
  const body = {
    task_id: taskId,
    status: 'pending',
    created_at: rfc3339(createdAtMs),
    ...warningsField(warnings),
  } as const;
  return repeated ? { status: 200, body: { ...body, idempotent: true } } : { status: 202, body };
}

/** The answer to the submission of a batch: 202, or 200 where an earlier one under its key made it. */
export function submittedBatch({
  batchId,
  batchRepeated,
  tasks,
  warnings,
}: Accepted): AnswerOf<typeof routes.submitBatch> {
  if (batchId === null) throw new Error('a batch was accepted without an id');
  const body = {
    batch_id: batchId,
    task_count: tasks.length,
    status: 'accepted',
    task_ids: tasks.map((task) => task.taskId),
    ...warningsField(warnings),
  } as const;
  return batchRepeated ? { status: 200, body: { ...body, idempotent: true } } : { status: 202, body };
}

export function batchReply(batch: Progress): AnswerOf<typeof routes.getBatch>['body'] {
  const { batchId, taskCount, counts, createdAtMs } = batch;
  return { batch_id: batchId, task_count: taskCount, counts, created_at: rfc3339(createdAtMs) };
}

/** Nothing where there are none. */
export function warningsField(warnings: readonly string[]): { readonly warnings?: readonly string[] } {
  return warnings.length === 0 ? {} : { warnings };
}

/** What models say, where they were asked. */
function predictionsReply(task: Task) {
  const predictions = predictionsOf(task).map((prediction) => toldPrediction(task, prediction));
  return predictions.length === 0 ? {} : { predictions };
}

function crowdReply({ crowd, turnedAtMs, qualification }: Task) {
  const ownUntilMs = turnedAtMs ?? crowd?.ownUntilMs ?? null;
  const kept = crowd?.ownUntilMs == null ? ('own' as const) : ('own_then_public' as const);
  return {
    crowd: crowd === undefined ? ('public' as const) : kept,
    pay_own: crowd?.paysOwn === true,
    own_until: rfc3339OrNull(ownUntilMs),
    qualification: qualification === undefined ? null : { practice: qualification.percent / 100 },
  };
}
