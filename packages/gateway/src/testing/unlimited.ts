import { recordOf } from '@asg/domain/names';
import { limitNames } from '@asg/wire';

/** Rates for tests that name the limits that they are about. */
export const unlimited = recordOf(limitNames, () => null);
