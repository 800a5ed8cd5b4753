import { isSensitive, type Price, priceOf } from '@asg/domain';
import type { LabelInput, LabelResult, WorkItem } from '@asg/engines';
import type { ComparedKinds } from '@asg/media';
import { type AnswerOf, errorTable, type routes } from '@asg/wire';
import { type Refusal, refuse, refuseFields } from '../refusals/refusal.ts';
import { namedValue } from '../replies/answers.ts';
import { rfc3339 } from '../replies/time.ts';
import { answersReply, itemsReply } from './kind-replies.ts';

type Assignment = Extract<AnswerOf<typeof routes.nextWork>, { status: 200 }>['body']['assignments'][number];
type LabelOutcome = AnswerOf<typeof routes.giveLabels>['body']['outcomes'][number];

export function assignmentReply(item: WorkItem, price: Price, compared: ComparedKinds | null): Assignment {
  const { task, organisation } = item;
  const isUnpaid = organisation !== null && task.crowd?.paysOwn !== true;
  const { question, instructions = null } = task.labelSpec;
  return {
    assignment_id: item.assignmentId,
    type: task.type,
    question,
    instructions,
    ...answersReply(task),
    ...itemsReply(item.assignmentId, task, compared),
    ...namedValue(item.start, 'start'),
    sensitive: isSensitive(task),
    lease_expires_at: rfc3339(item.leaseExpiresAtMs),
    reward_sats: isUnpaid ? 0 : priceOf(task, price).payoutSats,
    organisation,
  };
}

/** Why a label was turned down; null: it was accepted. */
export function labelRefusal(result: LabelResult): Refusal | null {
  switch (result.kind) {
    case 'accepted':
    case 'repeated':
      return null;
    case 'not_found':
      return refuse('assignment_not_found');
    case 'lease_ended':
      return refuse('lease_ended');
    case 'other_label_given':
      return refuse('other_label_given');
    case 'item_not_fetched':
      return refuse('item_not_fetched');
    case 'unknown_option':
      return unknownOption(result.options);
    case 'bad_answer':
      return refuseFields([result.violation]);
  }
}

export function unknownOption(options: readonly string[]): Refusal {
  const quoted = options.map((option) => JSON.stringify(option)).join(', ');
  return refuse('unknown_option', { message: `label must be one of ${quoted}` });
}

export function labelOutcome({ assignmentId }: LabelInput, result: LabelResult): LabelOutcome {
  const refusal = labelRefusal(result);
  const outcome = { assignment_id: assignmentId, accepted: refusal === null };
  return refusal === null
    ? outcome
    : { ...outcome, error: refusal.message, code: errorTable[refusal.name].code };
}
