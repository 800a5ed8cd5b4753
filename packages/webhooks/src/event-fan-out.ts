import type { DeliveryRecord, EventRecord, WebhookRecord } from '@asg/domain';
import { contentsOf, type EventContent, type Leadership } from '@asg/engines';
import type { EngineContext } from '@asg/people';
import { mayBeTold, newDelivery, receiversOf } from './messages.ts';

const eventsPerRound = 200;

/** Turns events into deliveries, one for each webhook that subscribes to them; one process at a time. */
export class EventFanOut {
  readonly #context: EngineContext;
  readonly #leadership: Leadership;

  constructor(context: EngineContext, leadership: Leadership) {
    this.#context = context;
    this.#leadership = leadership;
  }

  /** One step. True: there are more events, go on at once. */
  async round(): Promise<boolean> {
    const { storage, clock } = this.#context;
    if (!(await this.#leadership.hold('event fan-out'))) return false;
    const waiting = await storage.events.undispatched(eventsPerRound);
    if (waiting.length === 0) return false;
    const events = waiting.map(({ event }) => event);
    const customerIds = [...new Set(events.map(({ customerId }) => customerId))];
    const lists = await Promise.all(customerIds.map((customerId) => storage.webhooks.list(customerId)));
    const webhooks = new Map(customerIds.map((customerId, i) => [customerId, lists[i] ?? []]));
    const of = ({ customerId }: EventRecord): readonly WebhookRecord[] => webhooks.get(customerId) ?? [];
    // Of what nobody wants to hear nothing is read.
    const wanted = waiting
      .filter(({ event, mayBeCalledBack }) => mayBeTold(event, mayBeCalledBack, of(event)))
      .map(({ event }) => event);
    const found = await contentsOf(storage, wanted);
    const contents = new Map(wanted.map(({ eventId }, i) => [eventId, found[i] ?? null]));
    const nowMs = clock.nowMs();
    await storage.events.dispatch(
      events.map((event) => ({
        eventId: event.eventId,
        deliveries: deliveriesOf(event, contents.get(event.eventId) ?? null, of(event), nowMs),
      })),
    );
    return events.length === eventsPerRound;
  }
}

function deliveriesOf(
  event: EventRecord,
  content: EventContent | null,
  webhooks: readonly WebhookRecord[],
  nowMs: number,
): readonly DeliveryRecord[] {
  const receivers = content === null ? [] : receiversOf(event, content, webhooks);
  // Of most customers' events nobody is told.
  if (content === null || receivers.length === 0) return [];
  const { eventId: messageId, customerId, taskId, jobId, type, atMs } = event;
  const body = JSON.stringify(content.payload);
  const message = { messageId, customerId, taskId, ...(jobId === null ? {} : { jobId }), type, body };
  return receivers.map((receiver) => newDelivery(message, atMs, receiver, nowMs));
}
