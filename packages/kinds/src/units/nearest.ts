import { ln, toUnits } from '@asg/consensus';
import { at } from '@asg/values/present';
import type { FoundUnit } from './decide.ts';

/** No answer is ruled out where values are weighed against each other. */
const shareMin = 1e-6;

/** Of the values that were given the likeliest, all units taken together; of equal ones the first by canonical text. */
export function likeliestGiven<Value>(
  values: readonly Value[],
  found: readonly FoundUnit[],
  answersOf: (value: Value) => readonly number[],
  canonical: (value: Value) => string,
): Value {
  const ranked = values
    .map((value) => {
      const answers = answersOf(value);
      const logs = found.map(({ shares }, i) => toUnits(ln(Math.max(shareMin, at(shares, at(answers, i))))));
      return { value, text: canonical(value), log: logs.reduce((sum, log) => sum + log, 0) };
    })
    .sort((one, other) => other.log - one.log || (one.text < other.text ? -1 : 1));
  return at(ranked, 0).value;
}
