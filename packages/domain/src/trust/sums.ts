import { at } from '@asg/values/present';
import { isAgreed, withValues } from '../answers/answers.ts';
import { rulesFor } from '../answers/kinds.ts';
import type { Asked } from '../answers/rules.ts';
import { isOpen } from '../task/states.ts';
import type { Label, Task } from '../task/task.ts';

/** What is known of a worker's answers: sums, in whole numbers, so that they come out the same in any order. */
export interface TrustSums {
  /** How much evidence there is, in millionths of a gold answer. */
  readonly weightMicros: number;
  /** The part of it in the worker's favour; guessing earns nothing, whatever the number of options. */
  readonly creditMicros: number;
  readonly goldRight: number;
  readonly goldMissed: number;
  /** Decided tasks on which the others' labels said the same, and something else. */
  readonly agreed: number;
  readonly disagreed: number;
}

export const noTrust: TrustSums = {
  weightMicros: 0,
  creditMicros: 0,
  goldRight: 0,
  goldMissed: 0,
  agreed: 0,
  disagreed: 0,
};

export function addTrust(one: TrustSums, other: TrustSums): TrustSums {
  return {
    weightMicros: one.weightMicros + other.weightMicros,
    creditMicros: one.creditMicros + other.creditMicros,
    goldRight: one.goldRight + other.goldRight,
    goldMissed: one.goldMissed + other.goldMissed,
    agreed: one.agreed + other.agreed,
    disagreed: one.disagreed + other.disagreed,
  };
}

/** The same evidence, weighing no more than this; what was counted stays. */
export function withWeightMax(sums: TrustSums, maxMicros: number): TrustSums {
  const { weightMicros, creditMicros } = sums;
  if (weightMicros <= maxMicros) return sums;
  return {
    ...sums,
    weightMicros: maxMicros,
    creditMicros: Math.round((creditMicros / weightMicros) * maxMicros),
  };
}

const micros = 1_000_000;
/** Weight of an agreement with others who are sure, against that of a gold answer. */
const agreementWeight = 0.4;
/** How often the others are taken to be right. */
const peerAccuracy = 0.8;

/** 1 for a right answer; for a wrong one what makes a guess worth 0 on average, more where it is near the truth. */
function credit(task: Asked, option: number, truth: number): number {
  const { labelSpec } = task;
  const rules = rulesFor(labelSpec);
  if (rules !== null) return rules.credit(task, option, truth);
  return option === truth ? 1 : -1 / (labelSpec.options.length - 1);
}

/** What is judged of a label. */
type Judged = Pick<Label, 'option' | 'began'>;
type Beginning = Asked & Pick<Task, 'start'>;

/**
 * How much an answer says of its worker, 0 to 1, and the part in their favour. Where they began with a model's marks, what those say
 * already is nobody's merit: they are judged by what they made better or worse, and a right start tells of nobody who leaves it.
 */
function evidenceOf(task: Beginning, { option, began }: Judged, truth: number) {
  const earned = credit(task, option, truth);
  if (began !== 'start' || task.start === undefined) return { weight: 1, credit: earned };
  const before = credit(task, task.start, truth);
  return { weight: 1 - Math.min(before, earned), credit: earned - before };
}

export interface TrustGain {
  readonly workerId: string;
  readonly sums: TrustSums;
}

/** What is left of a gain for who never fetched the item: nothing in their favour, all that speaks against them. */
const leftOf = (gain: TrustSums, { unseen }: Label): TrustSums =>
  unseen === true && gain.creditMicros > 0 ? noTrust : gain;

/** What the change of a task adds to its workers' trust: at its close, and where a gold miss is conceded. Pure. */
export function trustGains(before: Task, after: Task): readonly TrustGain[] {
  if (after.gold !== undefined) return goldGains(before, after, after.gold.option);
  if (!isOpen(before.state) || after.decision === null || before.decision !== null) return [];
  return after.labels.flatMap((label) => {
    const peers = after.labels.filter((other) => other !== label).map((other) => other.option);
    const gain = agreementGain(after, label, peers);
    const sums = gain === null ? noTrust : leftOf(gain, label);
    return sums === noTrust ? [] : [{ workerId: label.workerId, sums }];
  });
}

function goldGains(before: Task, after: Task, answer: number): readonly TrustGain[] {
  const [label] = after.labels;
  if (label === undefined) return [];
  const { workerId } = label;
  const given = goldGain(after, label, answer);
  if (isOpen(before.state)) {
    const sums = leftOf(given, label);
    return sums === noTrust ? [] : [{ workerId, sums }];
  }
  // A miss that is conceded was right all along.
  if (before.payment.kind !== 'none' || after.payment.kind !== 'due') return [];
  return [
    {
      workerId,
      sums: addTrust(leftOf(goldGain(after, { ...label, option: answer }, answer), label), minusTrust(given)),
    },
  ];
}

/** What an answer to gold says of who gave it. */
export function goldGain(task: Beginning, label: Judged, truth: number): TrustSums {
  const counts = isAgreed(task, label.option, truth) ? { goldRight: 1 } : { goldMissed: 1 };
  const { weight, credit: earned } = evidenceOf(task, label, truth);
  const [weightMicros, creditMicros] = [Math.round(weight * micros), Math.round(earned * micros)];
  return { ...noTrust, ...counts, weightMicros, creditMicros };
}

export const minusTrust = (sums: TrustSums): TrustSums => ({
  weightMicros: -sums.weightMicros,
  creditMicros: -sums.creditMicros,
  goldRight: -sums.goldRight,
  goldMissed: -sums.goldMissed,
  agreed: -sums.agreed,
  disagreed: -sums.disagreed,
});

/**
 * A label is judged by the others' labels only, since it must not count for itself. Its weight is how sure the others are: by the
 * posterior over the options, where each of them is right with `peerAccuracy`. Null: they say nothing.
 */
function agreementGain(task: Beginning, label: Judged, peers: readonly number[]): TrustSums | null {
  if (rulesFor(task.labelSpec) !== null) return nearnessGain(task, label, peers);
  const { option: own } = label;
  const options = task.labelSpec.options.length;
  const ratio = (peerAccuracy * (options - 1)) / (1 - peerAccuracy);
  const odds = new Array<number>(options).fill(1);
  for (const option of peers) odds[option] = at(odds, option) * ratio;
  const best = Math.max(...odds);
  const leader = odds.indexOf(best);
  if (peers.length === 0 || odds.lastIndexOf(best) !== leader) return null;
  const posterior = best / odds.reduce((sum, one) => sum + one, 0);
  const certainty = (posterior - 1 / options) / (1 - 1 / options);
  const weightMicros = Math.round(agreementWeight * certainty * micros);
  const isSame = own === leader;
  return {
    ...noTrust,
    ...(isSame ? { agreed: 1 } : { disagreed: 1 }),
    weightMicros,
    creditMicros: Math.round(weightMicros * credit(task, own, leader)),
  };
}

/** Where answers can be near each other, the others' verdict by votes takes the place of their leader. Null: they have none. */
function nearnessGain(task: Beginning, label: Judged, peers: readonly number[]): TrustSums | null {
  const rules = rulesFor(task.labelSpec);
  const threshold = peers.length;
  const found = rules?.combine(
    task,
    peers.map((option) => ({ option, columns: [] })),
    { kind: 'votes', policy: { policy: 'threshold', threshold, earlyStop: false, maxLabels: threshold } },
  );
  if (threshold === 0 || found?.kind !== 'decided') return null;
  const { value, confidence } = found;
  const [known, verdict] = [withValues(task, value), value.option];
  const most = Math.round(agreementWeight * confidence * peerCertainty(threshold) * micros);
  const { weight, credit: earned } = evidenceOf(known, label, verdict);
  const isSame = isAgreed(known, label.option, verdict);
  return {
    ...noTrust,
    ...(isSame ? { agreed: 1 } : { disagreed: 1 }),
    weightMicros: Math.round(most * weight),
    creditMicros: Math.round(most * earned),
  };
}

/** How sure so many are who all say the same, each right with `peerAccuracy`, against as likely a second answer. */
const peerCertainty = (peers: number): number => 1 - 2 / (1 + (peerAccuracy / (1 - peerAccuracy)) ** peers);
