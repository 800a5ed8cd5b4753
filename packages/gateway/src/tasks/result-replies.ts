import {
  answerText,
  crowdOfLabels,
  decidedUnits,
  labelCounts,
  predictionsCounted,
  type Task,
  unpaidAgreeing,
} from '@asg/domain';
import type { AnswerOf, routes } from '@asg/wire';
import { type Refusal, refuse } from '../refusals/refusal.ts';
import { kindField, valueField } from '../replies/answers.ts';
import { rfc3339, rfc3339OrNull } from '../replies/time.ts';
import { reviewField } from './review-replies.ts';

type ResultAnswer = AnswerOf<typeof routes.getResult>;

/** What is told beside, where it is asked for. */
export interface ResultExtent {
  readonly explorerUrl: (txid: string) => string;
  readonly withUnits: boolean;
}

/** The result of a task in its present state: 202 while it is labelled, 200 once decided, 410 where it ended without a label. */
export function resultReply(task: Task, extent: ResultExtent): ResultAnswer | Refusal {
  switch (task.state) {
    case 'pending':
    case 'in_progress':
      return { status: 202, body: { status: 'in_progress', message: 'Task is still being labeled.' } };
    case 'verified':
    case 'settled':
      return { status: 200, body: decidedBody(task, task.state, extent) };
    case 'expired':
    case 'cancelled':
      return goneReply(task, task.state);
  }
}

type DecidedBody = Extract<ResultAnswer, { status: 200 }>['body'];

function decidedBody(
  task: Task,
  status: DecidedBody['status'],
  { explorerUrl, withUnits }: ResultExtent,
): DecidedBody {
  const { decision, labelSpec } = task;
  const units = withUnits ? decidedUnits(task) : null;
  if (decision === null) throw new Error(`${task.taskId} is ${status} without a decision`);
  const counted = contributionReply(task);
  const [crowd, unpaid] = [crowdOfLabels(task), unpaidAgreeing(task)];
  const paid = status === 'settled' && task.payment.kind === 'paid' ? task.payment : null;
  const txid = paid?.txid ?? null;
  const settledAt = rfc3339OrNull(paid?.settledAtMs ?? null);
  return {
    task_id: task.taskId,
    status,
    ...kindField(task),
    consensus_label: answerText(task, decision.option),
    ...valueField(task, decision.option, 'consensus_value'),
    ...(units !== null && { units: units.map((one) => ({ ...one })) }),
    confidence: decision.confidence,
    worker_count: decision.workerCount,
    agreement_count: decision.agreementCount,
    ...(crowd !== null && { crowd }),
    ...(unpaid > 0 && { unpaid_count: unpaid }),
    ...(counted !== null && { predictions: counted }),
    ...reviewField(task),
    label_spec: labelSpec,
    settlement: { bsv_txid: txid, total_cost_sats: paid?.costSats ?? null, settled_at: settledAt },
    bsv_txid: txid,
    created_at: rfc3339(task.createdAtMs),
    settled_at: settledAt,
    explorer_url: txid === null ? null : explorerUrl(txid),
  };
}

/** What predictions contributed to the decision; null: none counted. */
function contributionReply(task: Task): NonNullable<DecidedBody['predictions']> | null {
  const found = predictionsCounted(task);
  if (found === null) return null;
  const { models, confidenceWithout } = found;
  return {
    models: models.map(({ model, option, confidenceWithout: without }) => ({
      model,
      label: answerText(task, option),
      ...valueField(task, option, 'value'),
      confidence_without: without,
    })),
    confidence_without: confidenceWithout,
  };
}

function goneReply(task: Task, status: 'expired' | 'cancelled'): Refusal {
  return refuse(status === 'expired' ? 'task_expired' : 'task_cancelled', {
    extra: {
      task_id: task.taskId,
      status,
      ...(task.expiredFor !== undefined && { reason: task.expiredFor }),
      labels_received: task.labels.length,
      label_counts: labelCounts(task),
      ...reviewField(task),
    },
  });
}
