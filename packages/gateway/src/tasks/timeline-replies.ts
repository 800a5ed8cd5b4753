import { answerText, labelCounts, type Task } from '@asg/domain';
import type { AnswerOf, routes } from '@asg/wire';
import { kindField, valueField } from '../replies/answers.ts';
import { rfc3339 } from '../replies/time.ts';

type Timeline = AnswerOf<typeof routes.getTimeline>['body'];
type Event = Timeline['events'][number];

/** What happened to a task. Workers are numbered by their labels: customers must not learn who they are. */
export function timelineReply(task: Task, explorerUrl: (txid: string) => string): Timeline {
  const { decision, payment } = task;
  const label = decision === null ? null : answerText(task, decision.option);
  return {
    task_id: task.taskId,
    status: task.state,
    ...kindField(task),
    label_counts: labelCounts(task),
    decision:
      decision === null || label === null
        ? null
        : {
            consensus_label: label,
            ...valueField(task, decision.option, 'consensus_value'),
            confidence: decision.confidence,
            agreement_count: decision.agreementCount,
            worker_count: decision.workerCount,
          },
    settlement:
      payment.kind !== 'paid'
        ? null
        : {
            settlement_id: payment.settlementId,
            bsv_txid: payment.txid,
            explorer_url: explorerUrl(payment.txid),
            total_cost_sats: payment.costSats,
          },
    events: eventsOf(task, label),
  };
}

function eventsOf(task: Task, label: string | null): Event[] {
  const events: { atMs: number; rank: number; event: Omit<Event, 'at'> }[] = [];
  // At the same moment things happen in the order of their rank.
  const add = (
    atMs: number | null | undefined,
    rank: number,
    event: Event['event'],
    more: Partial<Event> = {},
  ): void => {
    if (atMs != null) events.push({ atMs, rank, event: { event, worker: null, label: null, ...more } });
  };
  add(task.createdAtMs, 0, 'created');
  for (const [i, given] of task.labels.entries()) {
    add(given.claimedAtMs, 1, 'claimed', { worker: i + 1 });
    const answer = { label: answerText(task, given.option), ...valueField(task, given.option, 'value') };
    const { began } = given;
    add(given.atMs, 2, 'labelled', { worker: i + 1, ...answer, ...(began !== undefined && { began }) });
  }
  for (const [i, { claimedAtMs }] of task.assignments.entries())
    add(claimedAtMs, 1, 'claimed', { worker: task.labels.length + i + 1 });
  const { decision } = task;
  if (decision !== null)
    add(decision.decidedAtMs, 3, 'verified', { label, ...valueField(task, decision.option, 'value') });
  else if (task.state === 'expired' || task.state === 'cancelled') add(task.closedAtMs, 3, task.state);
  if (task.payment.kind === 'paid') add(task.payment.settledAtMs, 4, 'settled');
  return events
    .sort((a, b) => a.atMs - b.atMs || a.rank - b.rank)
    .map(({ atMs, event }) => ({ at: rfc3339(atMs), ...event }));
}
