import type { DeliveryRecord, EventRecord, WebhookRecord } from '@asg/domain';
import { contentsOf, type EventContent, type Leadership } from '@asg/engines';
import type { EngineContext } from '@asg/people';
import { newDelivery, receiversOf } from './messages.ts';

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
    const events = await storage.events.undispatched(eventsPerRound);
    if (events.length === 0) return false;
    const contents = await contentsOf(storage, events);
    const webhooks = new Map<string, readonly WebhookRecord[]>();
    const nowMs = clock.nowMs();
    const dispatched: { eventId: string; deliveries: readonly DeliveryRecord[] }[] = [];
    for (const [i, event] of events.entries()) {
      const { customerId } = event;
      const own = webhooks.get(customerId) ?? (await storage.webhooks.list(customerId));
      webhooks.set(customerId, own);
      dispatched.push({
        eventId: event.eventId,
        deliveries: deliveriesOf(event, contents[i] ?? null, own, nowMs),
      });
    }
    await storage.events.dispatch(dispatched);
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
