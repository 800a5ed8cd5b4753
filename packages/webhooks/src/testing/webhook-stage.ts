import { type EventType, type JobRecord, sats } from '@asg/domain';
import { Leadership } from '@asg/engines';
import { createOutbound } from '@asg/outbound';
import type { EngineContext } from '@asg/people';
import {
  AssignmentIds,
  Conditions,
  createLogger,
  IdMint,
  ManualClock,
  Sealer,
  SignalBoard,
  seededRandom,
} from '@asg/runtime';
import { aCustomer, anOrder, IdSource, startMs } from '@asg/storage/contract';
import { openSqliteStorage } from '@asg/storage-sqlite';
import { WebhookDispatcher } from '../dispatcher.ts';
import { Webhooks } from '../webhooks.ts';

const rules = { attemptsMax: 10, baseMs: 1_000, timeoutMs: 300 };

/** The webhook engines on a real store, with a clock that stands still and real connections. */
export async function startStage({ path = ':memory:' }: { readonly path?: string } = {}) {
  const storage = await openSqliteStorage({ path });
  const clock = new ManualClock(startMs);
  const random = seededRandom('webhooks');
  const mint = new IdMint(clock, random);
  const log = createLogger('silent');
  const [signals, conditions] = [new SignalBoard(), new Conditions({ clock, log })];
  const context: EngineContext = {
    storage,
    clock,
    random,
    ids: mint,
    assignmentIds: new AssignmentIds(() => ['5a'.repeat(32)]),
    log,
    signals,
    conditions,
  };
  const outbound = createOutbound({ allowedHosts: ['127.0.0.1'] });
  // The first request loads the HTTP client: not within an attempt's 300 ms.
  await outbound
    .request({ method: 'GET', url: 'http://127.0.0.1:9/', headers: {}, timeoutMs: 5_000 })
    .catch(() => null);
  const sealer = new Sealer(['ab'.repeat(32)], random);
  const webhooks = new Webhooks(context, { outbound, sealer });
  const newDispatcher = (holder: string): WebhookDispatcher =>
    new WebhookDispatcher(context, { outbound, sealer, rules, leadership: new Leadership(context, holder) });
  const dispatcher = newDispatcher('a');
  const ids = new IdSource();
  const request = aCustomer(ids, 1_000_000);
  await storage.customers.register(request);
  const { customerId } = request.customer;

  /** Rounds until nothing is due and nothing under way. */
  const deliver = async (): Promise<void> => {
    for (let quiet = 0; quiet < 2; ) {
      quiet = (await dispatcher.round()) ? 0 : quiet + 1;
      await dispatcher.attemptsEnded();
    }
  };
  return {
    storage,
    clock,
    context,
    webhooks,
    dispatcher,
    newDispatcher,
    customerId,
    ids,
    deliver,
    /** A registered webhook; its id and secret. */
    hook: async (callbackUrl: string, more: { secret?: string; events?: readonly EventType[] } = {}) => {
      const { secret = null, events = ['task.cancelled'] } = more;
      const made = await webhooks.create(customerId, { callbackUrl, secret, events });
      if (made.kind !== 'created') throw new Error(made.kind);
      return { webhookId: made.webhook.webhookId, secret: secret ?? made.madeSecret! };
    },
    /** A task that is cancelled at once: an event. */
    cancelledTask: async (callbackUrl: string | null = null): Promise<string> => {
      const order = anOrder(ids, customerId, { callbackUrl });
      const tasks = [{ order, idempotency: null }];
      const nowMs = clock.nowMs();
      await storage.tasks.open({ customerId, tasks, batch: null, nowMs });
      await storage.tasks.cancel({ taskId: order.taskId, nowMs });
      return order.taskId;
    },
    /** A job that becomes completed at once: an event. */
    completedJob: async (callbackUrl: string | null = null): Promise<string> => {
      const nowMs = clock.nowMs();
      const begun = aJobRecord(mint.next('job'), customerId, nowMs, callbackUrl);
      const { jobId } = begun;
      await storage.jobs.save(begun);
      await storage.jobs.save({
        ...begun,
        revision: 1,
        status: 'completed',
        endedAtMs: nowMs,
        countsAtEnd: { opened: 4, settled: 2, expired: 1, cancelled: 1, costSats: sats(520) },
      });
      return jobId;
    },
    [Symbol.asyncDispose]: async (): Promise<void> => {
      await dispatcher[Symbol.asyncDispose]();
      await outbound[Symbol.asyncDispose]();
      await storage.close();
    },
  };
}

/** A job of five lines, one of them bad, that waits for its tasks. */
function aJobRecord(jobId: string, customerId: string, nowMs: number, callbackUrl: string | null): JobRecord {
  return {
    jobId,
    customerId,
    revision: 0,
    status: 'labeling',
    manifestUrl: null,
    taskType: 'sentiment',
    labelSpec: { question: 'Mood?', options: ['good', 'bad'] },
    threshold: null,
    callbackUrl,
    credentials: null,
    delivery: null,
    cursor: { offset: 500, line: 5, tag: null, accepted: 4, repeated: 0, rejected: 1 },
    note: null,
    failures: 0,
    dueAtMs: null,
    cancelledLine: 0,
    createdAtMs: nowMs,
    ingestedAtMs: nowMs,
    endedAtMs: null,
    deliveredAtMs: null,
  };
}
