import { eventTypes } from '@asg/domain/names';
import type { EventName } from '@asg/sdk';
import { InvalidArgumentError } from 'commander';

/** Reads an option's value as names of events. */
export function eventList(text: string): readonly EventName[] {
  const names = text.split(',').map((name) => name.trim());
  const wrong = names.find((name) => !(eventTypes as readonly string[]).includes(name));
  if (wrong !== undefined) throw new InvalidArgumentError(`"${wrong}" is none of ${eventTypes.join(', ')}.`);
  return names as readonly EventName[];
}
