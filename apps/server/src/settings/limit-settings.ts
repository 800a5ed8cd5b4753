import { recordOf } from '@asg/domain/names';
import type { Rate, RateLimitSettings } from '@asg/gateway';
import { type Limit, type LimitName, limitNames, limits } from '@asg/wire';
import { rate, type Variable } from './variables.ts';

type LimitVariable = `RATE_LIMIT_${Uppercase<LimitName>}`;

function variableName(limit: LimitName): LimitVariable {
  return `RATE_LIMIT_${limit.toUpperCase() as Uppercase<LimitName>}`;
}

function variableOf({ perMinute, burst, about, beyond }: Limit): Variable<Rate | null> {
  const then = beyond === undefined ? '' : `: beyond it, ${beyond}`;
  return rate(`${perMinute}/${burst}`, `${about}, a minute / at once${then}; 0: no limit.`);
}

/** One for each limit of the contract. */
export const limitVariables = Object.fromEntries(
  limitNames.map((name) => [variableName(name), variableOf(limits[name])]),
) as Readonly<Record<LimitVariable, Variable<Rate | null>>>;

export function limitRates(read: (name: LimitVariable) => Rate | null): RateLimitSettings['rates'] {
  return recordOf(limitNames, (name) => read(variableName(name)));
}
