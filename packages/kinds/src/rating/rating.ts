import { unit } from '@asg/consensus';
import { at } from '@asg/values/present';
import { ordinal } from '../agreement/alpha.ts';
import type { Kind } from '../kind.ts';
import { combine, edgeShare, reachedBy } from './combine.ts';
import { parseSpec, parseStep, type RatingSpec, stepsOf } from './parse.ts';

/** A step of a scale. One unit, whose answers are the steps in their order. */
export const rating: Kind<RatingSpec, number> = {
  name: 'rating',
  parseSpec,
  parse: parseStep,
  canonical: (step) => JSON.stringify(step),
  place: (step, { from }) => step - from,
  valueAt: (place, { from }) => from + place,
  distance: (one, other, spec) => Math.round((unit * Math.abs(one - other)) / (stepsOf(spec) - 1)),
  blindDistance: (spec) => {
    // The middle, of steps that are all as frequent.
    const steps = Array.from({ length: stepsOf(spec) }, (_, i) => spec.from + i);
    const middle = spec.from + Math.floor((steps.length - 1) / 2);
    const sum = steps.reduce((all, step) => all + rating.distance(middle, step, spec), 0);
    return Math.round(sum / steps.length);
  },
  metric: ordinal,
  units: (spec) => [
    {
      name: 'scale',
      answers: Array.from({ length: stepsOf(spec) }, (_, i) => JSON.stringify(spec.from + i)),
      isScale: true,
    },
  ],
  answers: (step, { from }) => [step - from],
  sure: (step, shares, spec) => [edgeShare(step, reachedBy(at(shares, 0)), spec)],
  combine,
  agrees: (step, consensus, { tolerance }) => Math.abs(step - consensus) <= tolerance,
};
