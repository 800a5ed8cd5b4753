import type { EventName } from '@asg/sdk';
import { webhookEventNames } from '@asg/wire/names';
import { InvalidArgumentError } from 'commander';

/** Reads an option's value as names of events. */
export function eventList(text: string): readonly EventName[] {
  const names = text.split(',').map((name) => name.trim());
  const wrong = names.find((name) => !(webhookEventNames as readonly string[]).includes(name));
  if (wrong !== undefined)
    throw new InvalidArgumentError(`"${wrong}" is none of ${webhookEventNames.join(', ')}.`);
  return names as readonly EventName[];
}
