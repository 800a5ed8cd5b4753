import { eventTypes, isOneOf } from '@asg/domain/names';
import type { EventName } from '@asg/sdk';
import { InvalidArgumentError } from 'commander';

/** Reads an option's value as names of events. */
export function eventList(text: string): readonly EventName[] {
  const names = text.split(',').map((name) => name.trim());
  return names.map((name) => {
    if (isOneOf(eventTypes, name)) return name;
    throw new InvalidArgumentError(`"${name}" is none of ${eventTypes.join(', ')}.`);
  });
}
