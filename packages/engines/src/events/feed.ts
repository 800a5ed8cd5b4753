import type { EventRecord } from '@asg/domain';
import type { EngineContext } from '@asg/people/context';
import { contentsOf, type EventPayload } from './payload.ts';

const pageSize = 100;
const beforeTheFirst = '0';

export interface FeedEvent {
  readonly id: string;
  readonly type: string;
  readonly payload: EventPayload;
}

/** The live events of customers' tasks, jobs and balances, for those who keep a connection open. */
export class EventFeed {
  readonly #context: EngineContext;

  constructor(context: EngineContext) {
    this.#context = context;
  }

  /** The id after which the customer's events are those from now on. */
  async newest(customerId: string): Promise<string> {
    return (await this.#context.storage.events.newest(customerId))?.eventId ?? beforeTheFirst;
  }

  /**
   * The customer's events after the one with the id `after` (one that is not known: all), as they come, until the signal
   * aborts. Null after each `quietMs` without one.
   */
  async *follow(
    customerId: string,
    after: string,
    quietMs: number,
    signal: AbortSignal,
  ): AsyncGenerator<FeedEvent | null, void, undefined> {
    const { storage, clock, signals } = this.#context;
    let last = after;
    let quietSinceMs = clock.nowMs();
    while (!signal.aborted) {
      const next = signals.next(customerId);
      try {
        const events = await storage.events.after(customerId, { after: last, limit: pageSize });
        for (const event of await this.#withPayloads(events)) {
          if (signal.aborted) return;
          yield event;
          last = event.id;
          quietSinceMs = clock.nowMs();
        }
        if (events.length > 0) continue;
        if (clock.nowMs() - quietSinceMs >= quietMs) {
          quietSinceMs = clock.nowMs();
          yield null;
        }
        await next.within(clock, Math.min(signals.pollMs, quietMs), signal);
      } finally {
        next.cancel();
      }
    }
  }

  async #withPayloads(events: readonly EventRecord[]): Promise<readonly FeedEvent[]> {
    const contents = await contentsOf(this.#context.storage, events);
    return events.flatMap(({ eventId: id, type }, i) => {
      const content = contents[i];
      return content == null ? [] : [{ id, type, payload: content.payload }];
    });
  }
}
