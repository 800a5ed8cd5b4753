import { payableLabels } from '@asg/domain';
import { at } from '@asg/domain/present';
import type { Appeals, ContestedAppeal, HistoryItem } from '@asg/engines';
import type { AnswerOf, routes } from '@asg/wire';
import { rfc3339, rfc3339OrNull } from '../replies/time.ts';

type Appeal = Awaited<ReturnType<Appeals['of']>>[number];

export function appealReply(appeal: Appeal): AnswerOf<typeof routes.openAppeal>['body'] {
  const { about, answer } = appeal;
  return {
    appeal_id: appeal.appealId,
    about: about.kind,
    task_id: about.kind === 'gold_miss' ? about.taskId : null,
    suspension_reason: about.kind === 'suspension' ? about.reason : null,
    message: appeal.message,
    status: answer === null ? 'open' : answer.upheld ? 'upheld' : 'rejected',
    answer: answer?.text ?? null,
    opened_at: rfc3339(appeal.openedAtMs),
    answered_at: rfc3339OrNull(answer?.atMs ?? null),
  };
}

export function adminAppealReply({
  appeal,
  task,
}: ContestedAppeal): AnswerOf<typeof routes.adminAnswerAppeal>['body'] {
  const options = task?.labelSpec.options;
  const label = task?.labels[0];
  return {
    ...appealReply(appeal),
    worker_id: appeal.workerId,
    task:
      task?.gold === undefined || options === undefined || label === undefined
        ? null
        : {
            gold_id: task.gold.goldId,
            data_url: task.dataUrl,
            question: task.labelSpec.question,
            gold_label: at(options, task.gold.option),
            label: at(options, label.option),
          },
  };
}

export function historyReply(
  { task, label, atMs, outcome }: HistoryItem,
  workerId: string,
  explorerUrl: (txid: string) => string,
): AnswerOf<typeof routes.listHistory>['body']['data'][number] {
  const { payment } = task;
  const isPaid = payment.kind === 'paid' && payableLabels(task).some((one) => one.workerId === workerId);
  const txid = isPaid ? payment.txid : null;
  return {
    task_id: task.taskId,
    type: task.type,
    question: task.labelSpec.question,
    label,
    at: rfc3339(atMs),
    outcome,
    paid: isPaid,
    txid,
    explorer_url: txid === null ? null : explorerUrl(txid),
  };
}
