import { fraction, seededRandom } from '@asg/runtime';
import { calibrationError, mean, reliabilityOf } from './figures.ts';
import type { Outcome } from './outcome.ts';

const draws = 200;

/**
 * The expected calibration error that confidences would have on these very questions if every one of them were true: what is left is chance. A
 * question that is easy in one run is so in the others, so in each draw a question has the same luck in all runs. Null: no answers.
 */
export function errorByChance(outcomes: readonly Outcome[]): number | null {
  const random = seededRandom('calibration error by chance');
  const errors = Array.from({ length: draws }, () => {
    const luck = new Map<string, number>();
    return calibrationError(
      reliabilityOf(
        outcomes.map((outcome) => {
          const { question, confidence, isRight } = outcome;
          if (confidence === null || isRight === null) return outcome;
          const drawn = luck.get(question) ?? fraction(random);
          luck.set(question, drawn);
          return { ...outcome, isRight: drawn < confidence };
        }),
      ),
    );
  });
  return mean(errors.flatMap((error) => error ?? []));
}
