import type { Intake } from '@asg/engines';
import type { EngineContext } from '@asg/people';
import { Accuracies } from './accuracies.ts';
import { Distributions } from './distributions.ts';
import { Rankings } from './ranking/rankings.ts';
import { Relabels } from './relabels.ts';
import { Reviews } from './reviews.ts';

/** Everything about results that a gateway serves. */
export function resultParts(context: EngineContext, intake: Intake) {
  const distributions = new Distributions(context);
  return {
    distributions,
    accuracies: new Accuracies(context, distributions),
    rankings: new Rankings(context),
    relabels: new Relabels(context, intake),
    reviews: new Reviews(context),
  };
}
