import {
  answerText,
  answerToWorker,
  isSensitive,
  isUnpaidOwn,
  type Label,
  type Price,
  priceOf,
  type Task,
} from '@asg/domain';
import type { Appeals, ContestedAppeal, HistoryItem } from '@asg/engines';
import type { AnswerOf, routes } from '@asg/wire';
import { kindField, namedValue, valueField } from '../replies/answers.ts';
import { rfc3339, rfc3339OrNull } from '../replies/time.ts';

type Appeal = Awaited<ReturnType<Appeals['of']>>[number];

export function appealReply(
  appeal: Appeal,
  assignmentId: string | null,
): AnswerOf<typeof routes.openAppeal>['body'] {
  const { about, answer } = appeal;
  return {
    appeal_id: appeal.appealId,
    about: about.kind === 'suspension' ? 'suspension' : 'label',
    assignment_id: assignmentId,
    suspension_reason: about.kind === 'suspension' ? about.reason : null,
    message: appeal.message,
    status: statusOf(appeal),
    answer: answer?.text ?? null,
    opened_at: rfc3339(appeal.openedAtMs),
    answered_at: rfc3339OrNull(answer?.atMs ?? null),
  };
}

const statusOf = ({ answer }: Pick<Appeal, 'answer'>) =>
  answer === null ? 'open' : answer.upheld ? 'upheld' : 'rejected';

export function adminAppealReply({
  appeal,
  assignmentId,
  task,
}: ContestedAppeal): AnswerOf<typeof routes.adminAnswerAppeal>['body'] {
  const { workerId } = appeal;
  const label = task?.labels.find((one) => one.workerId === workerId);
  return {
    ...appealReply(appeal, assignmentId),
    worker_id: workerId,
    task_id: task?.taskId ?? null,
    task: task === null || label === undefined ? null : contestedTask(task, label),
  };
}

type ContestedTask = NonNullable<AnswerOf<typeof routes.adminAnswerAppeal>['body']['task']>;

function contestedTask(task: Task, { option }: Label): ContestedTask {
  const { gold, dataUrl, labelSpec, decision } = task;
  const textOf = (place: number | undefined) => (place === undefined ? null : answerText(task, place));
  return {
    gold_id: gold?.goldId ?? null,
    data_url: dataUrl,
    question: labelSpec.question,
    gold_label: textOf(gold?.option),
    consensus_label: gold === undefined ? textOf(decision?.option) : null,
    label: answerText(task, option),
    ...valueField(task, option, 'value'),
  };
}

export function historyReply(
  item: HistoryItem,
  {
    explorerUrl,
    price,
    reachMs,
  }: { readonly explorerUrl: (txid: string) => string; readonly price: Price; readonly reachMs: number },
): AnswerOf<typeof routes.listHistory>['body']['data'][number] {
  const { assignmentId, task, label, outcome, pay, decided, isContestable, appeal, txid, feedback } = item;
  const { question } = task.labelSpec;
  const told = (option: number | null): { readonly text: string | null; readonly value?: unknown } =>
    option === null ? { text: null } : answerToWorker(task, label.nonce, option);
  const given = answerToWorker(task, label.nonce, label.option);
  const [found, right] = [told(decided), told(feedback)];
  return {
    assignment_id: assignmentId,
    type: task.type,
    question,
    ...kindField(task),
    label: given.text,
    ...namedValue(given.value, 'value'),
    at: rfc3339(label.atMs),
    outcome,
    decided: found.text,
    ...namedValue(found.value, 'decided_value'),
    pay,
    reward_sats: isUnpaidOwn(task, label) ? 0 : priceOf(task, price).payoutSats,
    sensitive: isSensitive(task),
    item_until: rfc3339(label.atMs + reachMs),
    contestable: isContestable,
    appeal: appeal === null ? null : statusOf(appeal),
    gold_feedback: right.text,
    ...namedValue(right.value, 'gold_feedback_value'),
    paid: txid !== null,
    txid,
    explorer_url: txid === null ? null : explorerUrl(txid),
  };
}
