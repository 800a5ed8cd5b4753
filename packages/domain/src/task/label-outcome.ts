import { pluralityOf } from '@asg/consensus';
import { last } from '@asg/values/present';
import { isAgreed } from '../answers/answers.ts';
import type { LabelOutcome, PayState } from '../names.ts';
import { isUnpaidOwn } from './crowd.ts';
import { isOpen } from './states.ts';
import type { Label, Task } from './task.ts';

/** The labels that are paid: those that agree with the decision, or with the plurality where there is none; of own people only where they are paid. */
export function payableLabels(task: Task): readonly Label[] {
  const { decision } = task;
  const paid =
    decision === null
      ? leadingLabels(task)
      : task.labels.filter((l) => isAgreed(task, l.option, decision.option));
  return paid.filter((l) => !isUnpaidOwn(task, l));
}

/**
 * Of a choice, those of the plurality; where answers can be near each other and still no verdict came of them, none. What
 * the house pays for and is no gold is there to pay a label that was conceded.
 */
function leadingLabels({ cover, gold, labels, labelSpec }: Task): readonly Label[] {
  if (cover?.from === 'house' && gold === undefined) return labels;
  if (labelSpec.kind !== undefined) return [];
  const leaders = pluralityOf(labels.map((l) => l.option));
  return labels.filter((l) => leaders.includes(l.option));
}

const itemInReachMs = 7 * 24 * 3_600_000;

/**
 * An item stays in reach of who labelled it for so long: history shows it. No longer than assets of ended tasks are kept: gold's are
 * kept on, and would be told by that.
 */
export const itemReachMs = (assetKeepMs: number): number => Math.min(itemInReachMs, assetKeepMs);

/** When its workers see how a task with labels came out: of a gold task as late as of any other. Unix ms. */
export function outcomeFromMs({ labels, gold }: Task): number {
  return last(labels).atMs + (gold?.delayMs ?? 0);
}

export function isConceded({ gold, decision, payment }: Task, { conceded }: Label): boolean {
  if (gold === undefined) return conceded !== undefined;
  return decision === null && payment.kind !== 'none';
}

/** What a worker is told of their label. A gold miss reads as any label that the others do not agree with. */
export function outcomeOf(task: Task, label: Label, nowMs: number): LabelOutcome {
  if (isOpen(task.state) || nowMs < outcomeFromMs(task)) return 'waiting';
  if (isConceded(task, label)) return 'conceded';
  if (task.decision !== null)
    return isAgreed(task, label.option, task.decision.option) ? 'agreed' : 'disagreed';
  return task.gold === undefined ? 'undecided' : 'disagreed';
}

/**
 * What was decided, as its workers are told with the outcome: of gold the known answer, for whom it is one of others'. The place of
 * the option; null: not known yet, or nothing was.
 */
export function decidedOption(task: Task, nowMs: number): number | null {
  if (isOpen(task.state) || nowMs < outcomeFromMs(task)) return null;
  return task.decision?.option ?? task.gold?.option ?? null;
}

/** What became of a label's pay, as its worker is told. `paidBy`: the task that pays it, which is another one where it was conceded. */
export function payOfLabel(task: Task, label: Label, paidBy: Task, nowMs: number): PayState {
  if (outcomeOf(task, label, nowMs) === 'waiting') return 'waiting';
  if (isUnpaidOwn(task, label)) return 'own_people';
  const { payment } = paidBy;
  const isPayable = payableLabels(paidBy).some(({ workerId }) => workerId === label.workerId);
  if (payment.kind === 'none' || !isPayable) return 'not_paid';
  return payment.kind === 'paid' ? 'paid' : 'due';
}

/** Whether the worker may contest their label: its outcome is known to them, and it earned nothing. Own people ask their organisation. */
export function isContestable(task: Task, label: Label, nowMs: number): boolean {
  if (label.own === true) return false;
  const outcome = outcomeOf(task, label, nowMs);
  if (outcome !== 'disagreed' && outcome !== 'undecided') return false;
  return task.gold !== undefined || !payableLabels(task).includes(label);
}
