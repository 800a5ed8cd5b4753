import { html } from '@asg/formats/html';
import { at } from '@asg/values/present';
import type { KindExport } from './kind-export.ts';

/** Stars begin at 1, and Label Studio shows at most ten of them. */
const starsMax = 10;

const stepOf = (value: unknown): number | null => (typeof value === 'number' ? value : null);

/** The steps as numbers, in their order. */
const stepsOf = (names: readonly string[]): readonly number[] => names.map(Number).sort((a, b) => a - b);

function isStars(names: readonly string[]): boolean {
  const steps = stepsOf(names);
  return steps[0] === 1 && steps.length <= starsMax;
}

/** A step of a scale: a number, and the mean of what workers gave beside it. */
export const rating: KindExport = {
  columns: [
    { name: 'rating', type: 'whole' },
    { name: 'rating_mean', type: 'number' },
  ],
  cells: ({ value, given }) => ({ rating: stepOf(value), rating_mean: meanOf(given) }),
  flagsOf: () => [],
  flags: () => new Map(),
  labelStudio: {
    results: ({ names, value }, objects) => {
      const step = stepOf(value);
      if (step === null) return [];
      return isStars(names)
        ? [{ control: 'rating', objects, type: 'rating', value: { rating: step } }]
        : [{ control: 'rating', objects, type: 'number', value: { number: step } }];
    },
    control: ({ names }, toName) => {
      const steps = stepsOf(names);
      return isStars(names)
        ? html`<Rating name="rating" toName="${toName}" maxRating="${steps.length}"/>`
        : html`<Number name="rating" toName="${toName}" min="${at(steps, 0)}" max="${at(steps, steps.length - 1)}" step="1"/>`;
    },
  },
  groundTruth: null,
  preferences: null,
};

/** To a millionth; null: nobody gave any. */
function meanOf(given: readonly unknown[]): number | null {
  const steps = given.flatMap((one) => stepOf(one) ?? []);
  if (steps.length === 0) return null;
  const sum = steps.reduce((all, step) => all + step, 0);
  return Math.round((sum / steps.length) * 1_000_000) / 1_000_000;
}
