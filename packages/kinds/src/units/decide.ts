import { decideConsensus, decideNow, logPosterior, softmax, type ThresholdPolicy } from '@asg/consensus';
import { at } from '@asg/values/present';
import type { Ground, KindLabel, Undecided, Unit } from './unit.ts';

/** A unit that these labels decide. */
export interface FoundUnit {
  readonly kind: 'decided';
  /** Its place among the answers. */
  readonly answer: number;
  readonly confidence: number;
  /** Of each answer, the posterior; where votes are counted, its share of them. */
  readonly shares: readonly number[];
}

/** What one label says of one unit. */
interface UnitLabel {
  readonly option: number;
  readonly column: readonly number[];
}

/** What these labels, no fewer, say of each unit; or that they are too few, or can no longer settle it. */
export function foundUnits<Value>(
  units: readonly Unit[],
  labels: readonly KindLabel<Value>[],
  ground: Ground,
  answersOf: (value: Value) => readonly number[],
): readonly FoundUnit[] | Undecided {
  const given = labels.map(({ value, columns }) => ({ answers: answersOf(value), columns }));
  const found: FoundUnit[] = [];
  let target = 0;
  for (const [place, { answers }] of units.entries()) {
    const ofUnit = given.map((label) => ({
      option: at(label.answers, place),
      column: label.columns[place] ?? [],
    }));
    const unit = foundUnit(ofUnit, ground, place, answers.length);
    if (unit.kind === 'exhausted') return unit;
    if (unit.kind === 'open') target = Math.max(target, unit.targetLabels);
    else found.push(unit);
  }
  return target > 0 ? { kind: 'open', targetLabels: target } : found;
}

function foundUnit(
  labels: readonly UnitLabel[],
  ground: Ground,
  place: number,
  answers: number,
): FoundUnit | Undecided {
  if (ground.kind === 'votes') return voted(labels, ground.policy, answers);
  const basis = at(ground.bases, place);
  const found = decideNow(labels, basis, ground.policy);
  if (found.kind !== 'decided') return found;
  const shares = softmax(logPosterior(basis.prior, [...labels, ...(basis.predictions ?? [])]));
  return { kind: 'decided', answer: found.option, confidence: found.confidence, shares };
}

/** The engine counts votes as they come; here the leader's come first, so that their order does not matter. */
function voted(
  labels: readonly UnitLabel[],
  policy: ThresholdPolicy,
  answers: number,
): FoundUnit | Undecided {
  const counts = Array<number>(answers).fill(0);
  for (const { option } of labels) counts[option] = at(counts, option) + 1;
  const byVotes = labels
    .map(({ option }) => option)
    .sort((one, other) => at(counts, other) - at(counts, one) || one - other);
  const found = decideConsensus(byVotes, policy);
  if (found.kind !== 'decided') return found;
  return {
    kind: 'decided',
    answer: found.option,
    confidence: found.confidence,
    shares: counts.map((count) => count / labels.length),
  };
}
