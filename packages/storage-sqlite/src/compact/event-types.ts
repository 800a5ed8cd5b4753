import { type EventType, eventTypes } from '@asg/domain';

/** Types of events as rows have them; those of before have the whole name. */
const codes: Readonly<Record<EventType, string>> = {
  'task.settled': 's',
  'task.verified': 'v',
  'task.expired': 'x',
  'task.cancelled': 'c',
  'task.reviewed': 'r',
  'job.completed': 'j',
  'balance.low': 'b',
};
const types: ReadonlyMap<string, EventType> = new Map(
  eventTypes.flatMap((type) => [
    [codes[type], type],
    [type, type],
  ]),
);

export const codeOf = (type: EventType): string => codes[type];

export function typeOf(stored: string): EventType {
  const type = types.get(stored);
  if (type === undefined) throw new RangeError(`no type of events: ${stored}`);
  return type;
}
