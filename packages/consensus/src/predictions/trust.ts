import { at } from '@asg/values/present';
import { ln, softmax, toUnits, unit } from '../adaptive/arithmetic.ts';

/** How far a model's predictions count, of which fully labelled tasks choose: less where it is wrong as people are. The first is expected, by so much. */
const trustLevels = [1, 0.75, 0.5, 0.25, 0.1] as const;
const trustExpected = 6;
/** No level falls further behind the best than this (nats), so that what changes is seen. */
const trustMemory = 12;
/** No label that was foretold is impossible. */
const likelihoodMin = 1e-4;

/** Log-likelihood of each of the levels, in 1/65536, by tasks that people labelled fully without it. */
export type Trust = readonly number[];

export const expectedTrust: Trust = trustLevels.map((_, i) => (i === 0 ? trustExpected * unit : 0));

/** How far its predictions count: the mean of the levels by how well each foretold what people say in the end. */
export function trustIn(trust: Trust): number {
  return softmax(trust).reduce((sum, share, i) => sum + share * at(trustLevels, i), 0);
}

/** After one more question. `early`: log posterior by the first labels; `final`: shares by all of them; `column`: of the prediction. */
export function trustAfter(
  trust: Trust,
  column: readonly number[],
  early: readonly number[],
  final: readonly number[],
): Trust {
  const logs = trustLevels.map((level, i) => {
    const foretold = softmax(early.map((log, option) => log + level * at(column, option)));
    const likelihood = foretold.reduce((sum, share, option) => sum + share * at(final, option), 0);
    return at(trust, i) + toUnits(ln(Math.max(likelihoodMin, likelihood)));
  });
  const best = Math.max(...logs);
  return logs.map((log) => Math.max(-trustMemory * unit, log - best));
}
