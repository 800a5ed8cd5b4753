import { type EventRecord, eventAbout, eventTypes, subjectOf } from '@asg/domain';
import type { WaitingEvent } from '@asg/storage';
import type { Effect } from '../records/effects.ts';
import type { Entry } from '../records/lists.ts';

/** An event to record; earlier versions left the event alone. */
export type EventFacts = EventRecord | WaitingEvent;

export function recording(event: EventRecord, mayBeCalledBack: boolean): Effect {
  return ['do', 'event', { event, mayBeCalledBack } satisfies EventFacts];
}

export const waitingOf = (facts: EventFacts): WaitingEvent =>
  'event' in facts ? facts : { event: facts, mayBeCalledBack: true };

/** What an entry of a log, or of the outbox, says of an event: all. Earlier versions wrote the id alone. */
export function entryText(event: EventRecord): string {
  const { eventId, customerId, type, atMs } = event;
  return `${eventId} ${customerId} ${type} ${atMs} ${subjectOf(event)}`;
}

export function eventIn(text: string): EventRecord | null {
  const [eventId = '', customerId, name, atMs, ...subject] = text.split(' ');
  const type = eventTypes.find((one) => one === name);
  if (customerId === undefined || type === undefined) return null;
  return eventAbout({ eventId, customerId, atMs: Number(atMs) }, type, subject.join(' '));
}

/** Stands in an entry of the outbox where nobody is called back. */
const uncalled = '- ';

/**
 * In the order of their moments, which ids begin with. `at`: the key of its entry in the log; not there: it has a document, and
 * may be called back.
 */
export function outboxEntry({ event, mayBeCalledBack }: WaitingEvent, at?: string): Entry {
  const place = at === undefined ? '' : `${at} ${mayBeCalledBack ? '' : uncalled}`;
  return [event.eventId, place + entryText(event)];
}

/** What an entry of the outbox says. */
export interface Told {
  /** Null: earlier versions named the event alone. */
  readonly waiting: WaitingEvent | null;
  /** Its entry in the log; null: earlier versions did not say that. */
  readonly logged: Entry | null;
}

export function toldBy(text: string): Told {
  const [, key, mark, rest = ''] = /^(\d{13}) (- )?(.*)$/.exec(text) ?? [];
  const event = eventIn(key === undefined ? text : rest);
  return {
    waiting: event && { event, mayBeCalledBack: mark === undefined },
    logged: key === undefined ? null : [key, rest],
  };
}
