import { unit } from '@asg/consensus';
import { at } from '@asg/values/present';
import { byDistance } from '../agreement/alpha.ts';
import type { Kind } from '../kind.ts';
import { foundUnits } from '../units/decide.ts';
import { likeliestGiven } from '../units/nearest.ts';
import { type Combined, type Ground, type KindLabel, rounded, sharesOf } from '../units/unit.ts';
import { masi, overlap } from './masi.ts';
import { type MultiLabelSpec, parseLabels, parseSpec } from './parse.ts';

/** Any number of options, sorted by code points; none: "none of these", which is said and not left out. */
export type Labels = readonly string[];

/** All that apply. A unit for each option, absent or present; a worker's matrix is their specificity and sensitivity. */
export const multiLabel: Kind<MultiLabelSpec, Labels> = {
  name: 'multi_label',
  parseSpec,
  parse: parseLabels,
  canonical: (value) => JSON.stringify(value.length === 0 ? { none: true } : { options: value }),
  // A bit for each option: 50 of them are exact in a double.
  place: (value, { options }) => value.reduce((sum, option) => sum + 2 ** options.indexOf(option), 0),
  valueAt: (place, { options }) => bitsOf(place).map((bit) => at(options, bit)),
  distance: masi,
  // Whoever ticks without a look can hardly overlap with the truth.
  blindDistance: () => unit,
  metric: byDistance((one, other) => masi(bitsOf(one), bitsOf(other))),
  units: ({ options }) => options.map((name) => ({ name, answers: ['absent', 'present'] })),
  answers: (value, { options }) => options.map((option) => (value.includes(option) ? 1 : 0)),
  sure: (value, shares, spec) => sharesOf(multiLabel.answers(value, spec), shares),
  combine,
  agrees: (value, consensus, { bar }) => {
    const { both, either } = overlap(value, consensus);
    return either === 0 || both * unit >= bar * either;
  },
};

/** Those that are set, from the lowest on. */
function bitsOf(place: number): readonly number[] {
  const bits: number[] = [];
  for (let [rest, bit] = [place, 0]; rest > 0; rest = Math.floor(rest / 2), bit++)
    if (rest % 2 === 1) bits.push(bit);
  return bits;
}

function combine(
  labels: readonly KindLabel<Labels>[],
  ground: Ground,
  spec: MultiLabelSpec,
): Combined<Labels> {
  const units = multiLabel.units(spec);
  const answersOf = (value: Labels): readonly number[] => multiLabel.answers(value, spec);
  const found = foundUnits(units, labels, ground, answersOf);
  if ('kind' in found) return found;
  const byUnit = spec.options.filter((_, i) => at(found, i).answer === 1);
  const given = labels.map(({ value }) => value);
  const value = given.some((one) => multiLabel.agrees(one, byUnit, spec))
    ? byUnit
    : likeliestGiven(given, found, answersOf, multiLabel.canonical);
  const answers = answersOf(value);
  const decided = units.map(({ name, answers: words }, i) => {
    const { answer, confidence, shares } = at(found, i);
    const own = at(answers, i);
    return {
      name,
      answer: at(words, own),
      confidence: own === answer ? confidence : rounded(at(shares, own)),
    };
  });
  const confidence = Math.min(...decided.map((one) => one.confidence));
  return { kind: 'decided', value, confidence, units: decided };
}
