import type { DecisionBasis } from '@asg/consensus';
import { at } from '@asg/values/present';
import { hasMarks, isAgreed, placedAnswer, withValues } from '../answers/answers.ts';
import { parseAnswerByWorker } from '../answers/places.ts';
import { beginOf } from '../answers/start.ts';
import { consensusOf, isWeighed } from '../consensus/policies.ts';
import { predictedAfter } from '../consensus/predictions/task-predictions.ts';
import { isLive, whyNotFor, whyNotLinked } from '../routing/wanted.ts';
import type { CommandOf, TaskCommand } from './command.ts';
import { isForOwn, turnsAt } from './crowd.ts';
import { isConceded, isContestable, outcomeFromMs } from './label-outcome.ts';
import { applied, refused, repeated, type TaskOutcome } from './outcome.ts';
import { reviewedAfter } from './review.ts';
import { isOpen, moveTo } from './states.ts';
import { isSensitive, type Label, type Task } from './task.ts';

/** A task that this many workers skipped expires: probably nobody can label it. Bounds the record. */
export const skipsMax = 1000;

/** What the command makes of the task. Pure; the input is not changed. */
export function applyTaskCommand(task: Task, command: TaskCommand): TaskOutcome {
  switch (command.do) {
    case 'assign':
      return assign(task, command);
    case 'label':
      return label(task, command);
    case 'skip':
      return skip(task, command);
    case 'lapse':
      return lapse(task, command.nowMs);
    case 'cancel':
      return cancel(task, command.nowMs);
    case 'moderate':
      return moderate(task, command);
    case 'predict':
      return predict(task, command);
    case 'review':
      return review(task, command);
    case 'relabel':
      return relabel(task, command);
    case 'give_up':
      return giveUp(task, command.nowMs);
    case 'concede':
      return concede(task, command);
    case 'reserve':
      return reserve(task, command);
    case 'release':
      return release(task, command.settlementId);
    case 'transfer':
      return transfer(task, command);
    case 'settle':
      return settle(task, command);
  }
}

function assign(task: Task, command: CommandOf<'assign'>): TaskOutcome {
  const { workerId, nonce, leaseMs, nowMs } = command;
  if (task.assignments.some((a) => a.workerId === workerId && a.nonce === nonce)) return repeated(task);
  const reason = whyNotFor(task, command);
  if (reason !== null) return refused(task, reason);
  const live = task.assignments.filter((a) => isLive(a, nowMs));
  const claim = { workerId, nonce, leaseExpiresAtMs: nowMs + leaseMs, claimedAtMs: nowMs };
  return applied({
    ...task,
    state: task.state === 'pending' ? moveTo('pending', 'in_progress') : task.state,
    assignments: [...live, isForOwn(task) ? { ...claim, own: true } : claim],
  });
}

function label(task: Task, command: CommandOf<'label'>): TaskOutcome {
  const { workerId, nonce, nowMs, likelihood, unseen } = command;
  const answer = parseAnswerByWorker(task, nonce, command);
  const option = answer.ok ? answer.value.option : null;
  const earlier = task.labels.find((l) => l.workerId === workerId);
  if (earlier !== undefined)
    return earlier.option === option ? repeated(task) : refused(task, 'other_label_given');
  if (option === null || !answer.ok) return refused(task, 'unknown_option');
  const mine = task.assignments.find((a) => a.workerId === workerId && a.nonce === nonce);
  if (!isOpen(task.state) || mine === undefined || !isLive(mine, nowMs)) return refused(task, 'lease_ended');
  // Who its own people are is the organisation's to know: those of one office share an address.
  const linkedIds = mine.own === true ? [] : (command.linkedIds ?? []);
  // Of accounts that were linked while they held the task, the first to label has it.
  const others = task.assignments.filter((a) => a.workerId !== workerId && !linkedIds.includes(a.workerId));
  const reason = whyNotLinked({ ...task, assignments: others }, linkedIds, nowMs);
  if (reason !== null) return refused(task, reason);
  if (unseen === 'refused') return refused(task, 'item_not_fetched');
  if (isWeighed(task) && likelihood === undefined) return refused(task, 'likelihood_wanted');
  const { claimedAtMs } = mine;
  const began = beginOf(task, workerId);
  const given: Label = {
    workerId,
    option,
    atMs: nowMs,
    ...(claimedAtMs === undefined ? {} : { claimedAtMs }),
    nonce,
    ...(mine.own === true && { own: true }),
    ...(unseen !== undefined && { unseen: true }),
    ...(began !== null && { began }),
    ...(isWeighed(task) && likelihood !== undefined && { column: likelihood.logLikelihoods }),
  };
  const labels = [...task.labels, given];
  const after = { ...withValues(task, answer.value), labels, assignments: others };
  return applied(evaluate({ ...after, ...extentOf(task, command) }, nowMs, likelihood?.basis));
}

/** The first that marks on the item tells how large that is. */
const extentOf = (task: Task, { extent }: CommandOf<'label'>): Pick<Task, 'extent'> =>
  extent === undefined || task.extent !== undefined || !hasMarks(task) ? {} : { extent };

/** Closes the task if its labels decide it or use it up. */
function evaluate(task: Task, nowMs: number, basis: DecisionBasis | undefined): Task {
  if (task.gold !== undefined) return evaluateGold(task, task.gold.option, nowMs);
  const found = consensusOf(task, basis);
  const isKept = isWeighed(task);
  if (found.kind === 'open')
    return { ...task, ...((isKept || hasMarks(task)) && { targetLabels: found.targetLabels }) };
  if (found.kind === 'exhausted') return close(task, 'expired', nowMs);
  const { option, agreementCount, workerCount, confidence } = found;
  const decided = { option, agreementCount, workerCount, confidence, decidedAtMs: nowMs };
  const decision = { ...decided, ...(isKept && basis !== undefined && { ground: basis }) };
  return close({ ...withValues(task, found), decision }, 'verified', nowMs);
}

/** One label closes a gold task: it is paid as one that agrees, or, as any that does not, for nothing. */
function evaluateGold(task: Task, option: number, nowMs: number): Task {
  if (!isAgreed(task, at(task.labels, 0).option, option))
    return { ...close(task, 'expired', nowMs), payment: { kind: 'none' } };
  const decision = { option, agreementCount: 1, workerCount: 1, confidence: 1, decidedAtMs: nowMs };
  const payment = { kind: 'due', sinceMs: outcomeFromMs(task) } as const;
  return { ...close({ ...task, decision }, 'verified', nowMs), payment };
}

function close(task: Task, state: 'verified' | 'expired' | 'cancelled', nowMs: number): Task {
  return {
    ...task,
    state: moveTo(task.state, state),
    assignments: [],
    closedAtMs: nowMs,
    payment: task.labels.length > 0 ? { kind: 'due', sinceMs: nowMs } : { kind: 'none' },
  };
}

function skip(task: Task, { workerId, nonce, nowMs }: CommandOf<'skip'>): TaskOutcome {
  if (task.skippedBy.includes(workerId)) return repeated(task);
  if (task.labels.some((l) => l.workerId === workerId)) return refused(task, 'already_labelled');
  const mine = task.assignments.find((a) => a.workerId === workerId && a.nonce === nonce);
  if (!isOpen(task.state) || mine === undefined) return refused(task, 'lease_ended');
  const passed: Task = {
    ...task,
    assignments: task.assignments.filter((a) => a !== mine),
    skippedBy: [...task.skippedBy, workerId],
  };
  const isGivenUp = task.gold !== undefined || passed.skippedBy.length >= skipsMax;
  return applied(isGivenUp ? close(passed, 'expired', nowMs) : passed);
}

/** Ends claims whose lease has ended, gives own people's task to the public at its time, and closes one whose deadline has passed. */
function lapse(task: Task, nowMs: number): TaskOutcome {
  if (!isOpen(task.state)) return repeated(task);
  if (task.expiresAtMs !== null && task.expiresAtMs <= nowMs) return applied(close(task, 'expired', nowMs));
  const live = task.assignments.filter((a) => isLive(a, nowMs));
  const turnsAtMs = turnsAt(task);
  const isTurned = turnsAtMs !== null && turnsAtMs <= nowMs;
  if (!isTurned && live.length === task.assignments.length) return repeated(task);
  return applied({ ...task, assignments: live, ...(isTurned && { turnedAtMs: nowMs }) });
}

function cancel(task: Task, nowMs: number): TaskOutcome {
  if (task.state === 'cancelled') return repeated(task);
  return isOpen(task.state) ? applied(close(task, 'cancelled', nowMs)) : refused(task, 'not_open');
}

function moderate(task: Task, { moderation, nowMs }: CommandOf<'moderate'>): TaskOutcome {
  const isSaid = moderation === 'sensitive' ? isSensitive(task) : task.moderation === moderation;
  if (isSaid || task.moderation === 'taken_down') return repeated(task);
  if (moderation === 'sensitive' || !isOpen(task.state)) return applied({ ...task, moderation });
  return applied({ ...close(task, 'expired', nowMs), expiredFor: moderation, moderation });
}

function predict(task: Task, { predictions: given, values }: CommandOf<'predict'>): TaskOutcome {
  if (!isOpen(task.state) || task.gold !== undefined) return refused(task, 'not_open');
  let known = task;
  const predictions = given.map((one) => {
    const { option, ...placed } = placedAnswer(known, { option: one.option, ...(values && { values }) });
    known = withValues(known, { option, ...placed });
    return { ...one, option };
  });
  const predicted = predictedAfter(task, predictions);
  if (predicted === 'same') return repeated(task);
  return predicted === 'too_many' ? refused(task, 'too_many_models') : applied({ ...known, predicted });
}

function review(task: Task, { review: given, values, nowMs }: CommandOf<'review'>): TaskOutcome {
  const answer =
    given === null ? null : placedAnswer(task, { option: given.option, ...(values && { values }) });
  const wanted = given === null || answer === null ? null : { ...given, option: answer.option };
  const reviewed = reviewedAfter(task, wanted, nowMs);
  if (reviewed === 'not_reviewable') return refused(task, reviewed);
  return reviewed == null
    ? repeated(task)
    : applied({ ...(answer === null ? task : withValues(task, answer)), reviewed });
}

function relabel(task: Task, { by, inPlaceOf }: CommandOf<'relabel'>): TaskOutcome {
  if (task.relabelledBy === by) return repeated(task);
  const isAsKnown = !isOpen(task.state) && (task.relabelledBy ?? null) === inPlaceOf;
  return isAsKnown ? applied({ ...task, relabelledBy: by }) : refused(task, 'relabelled_otherwise');
}

function giveUp(task: Task, nowMs: number): TaskOutcome {
  if (task.expiredFor === 'item_unshowable') return repeated(task);
  if (!isOpen(task.state)) return refused(task, 'not_open');
  return applied({ ...close(task, 'expired', nowMs), expiredFor: 'item_unshowable' });
}

function concede(task: Task, { workerId, appealId, nowMs }: CommandOf<'concede'>): TaskOutcome {
  const label = task.labels.find((one) => one.workerId === workerId);
  if (label !== undefined && isConceded(task, label)) return repeated(task);
  if (label === undefined || !isContestable(task, label, nowMs)) return refused(task, 'not_contestable');
  if (task.gold !== undefined) return applied({ ...task, payment: { kind: 'due', sinceMs: nowMs } });
  const conceded = { ...label, conceded: { appealId, atMs: nowMs } };
  return applied({ ...task, labels: task.labels.map((one) => (one === label ? conceded : one)) });
}

function reserve(task: Task, { settlementId }: CommandOf<'reserve'>): TaskOutcome {
  const { payment } = task;
  if (payment.kind === 'reserved' && payment.settlementId === settlementId) return repeated(task);
  if (payment.kind !== 'due') return refused(task, 'payment_not_due');
  return applied({ ...task, payment: { kind: 'reserved', sinceMs: payment.sinceMs, settlementId } });
}

function release(task: Task, settlementId: string): TaskOutcome {
  const { payment } = task;
  if (payment.kind === 'due') return repeated(task);
  if (payment.kind !== 'reserved' || payment.settlementId !== settlementId) {
    return refused(task, 'not_reserved_by_this_settlement');
  }
  return applied({ ...task, payment: { kind: 'due', sinceMs: payment.sinceMs } });
}

function transfer(task: Task, { from, to, txid }: CommandOf<'transfer'>): TaskOutcome {
  const { payment } = task;
  if (payment.kind !== 'reserved' && payment.kind !== 'paid') {
    return refused(task, 'not_reserved_by_this_settlement');
  }
  if (payment.settlementId === to) return repeated(task);
  if (payment.settlementId !== from) return refused(task, 'not_reserved_by_this_settlement');
  const moved = { ...payment, settlementId: to };
  return applied({ ...task, payment: moved.kind === 'paid' ? { ...moved, txid } : moved });
}

function settle(task: Task, { settlementId, txid, costSats, nowMs }: CommandOf<'settle'>): TaskOutcome {
  const { payment } = task;
  if (payment.kind === 'paid' && payment.settlementId === settlementId) return repeated(task);
  if (payment.kind !== 'reserved' || payment.settlementId !== settlementId) {
    return refused(task, 'not_reserved_by_this_settlement');
  }
  return applied({
    ...task,
    state: task.state === 'verified' ? moveTo('verified', 'settled') : task.state,
    payment: { kind: 'paid', settlementId, txid, costSats, settledAtMs: nowMs },
  });
}
