import type { DeliveryAttempt, DeliveryRecord, WebhookRecord } from '@asg/domain';
import { type Leadership, shardOf } from '@asg/engines';
import type { Outbound } from '@asg/outbound';
import type { EngineContext } from '@asg/people';
import { CannotUnseal, type Sealer, type Tracing } from '@asg/runtime';
import type { Metrics } from '@asg/runtime/metrics';
import { EventFanOut } from './event-fan-out.ts';
import { type RetrySchedule, retryGapMs } from './schedule.ts';
import { sendOnce } from './sender.ts';
import { secretContext } from './webhooks.ts';

export interface DispatchRules extends RetrySchedule {
  /** An answer later than this is none, ms. */
  readonly timeoutMs: number;
}

const endpointsPerRound = 200;
const attemptsAtOnce = 64;
/** A receiver that hangs holds so many attempts and no more. */
const attemptsPerEndpoint = 4;
const attemptsPerCustomer = 16;
/** A webhook that nothing reached for so long is switched off when the next delivery to it is given up, ms. */
const failingMsMax = 24 * 3_600_000;
/** Pause after an attempt whose outcome could not be stored, ms. */
const unrecordedPauseMs = 10_000;
const gone = 410;
/** Endpoints are divided into so many shards; one dispatcher at a time leads a shard. */
const endpointShards = 256;
/** Beside the time that an attempt may take: to read the delivery and to record what became of it, ms. */
const attemptSlackMs = 5_000;

/**
 * Brings events to receivers. A delivery is stored before it is first tried and stays until it was answered or given
 * up, so that a crash can make a message arrive twice (under the same `webhook-id`) but never lose it. An endpoint is
 * served by one of all dispatchers at a time.
 */
export class WebhookDispatcher implements AsyncDisposable {
  readonly #context: EngineContext;
  readonly #outbound: Pick<Outbound, 'request'>;
  readonly #sealer: Sealer;
  readonly #fanOut: EventFanOut;
  readonly #leadership: Leadership;
  readonly #rules: DispatchRules;
  readonly #metrics: Pick<Metrics, 'webhookAttempt'> | null;
  readonly #tracing: Pick<Tracing, 'attempt'> | null;
  readonly #stop = new AbortController();
  /** Under way, by delivery id. */
  readonly #running = new Map<string, { readonly delivery: DeliveryRecord; readonly end: Promise<void> }>();
  /** Where the next round goes on among the endpoints. */
  #afterEndpoint: string | null = null;
  #whenFree: () => void = () => {};

  constructor(
    context: EngineContext,
    parts: {
      readonly outbound: Pick<Outbound, 'request'>;
      readonly sealer: Sealer;
      readonly leadership: Leadership;
      readonly rules: DispatchRules;
      readonly metrics?: Pick<Metrics, 'webhookAttempt'>;
      readonly tracing?: Pick<Tracing, 'attempt'> | null;
    },
  ) {
    this.#context = context;
    this.#outbound = parts.outbound;
    this.#sealer = parts.sealer;
    this.#fanOut = new EventFanOut(context, parts.leadership);
    this.#leadership = parts.leadership;
    this.#rules = parts.rules;
    this.#metrics = parts.metrics ?? null;
    this.#tracing = parts.tracing ?? null;
  }

  /** Called whenever an attempt ended: another round may find more to do. */
  onFree(whenFree: () => void): void {
    this.#whenFree = whenFree;
  }

  /** One step: events become deliveries, due deliveries are tried. True: there is more, go on at once. */
  async round(): Promise<boolean> {
    const moreEvents = await this.#fanOut.round();
    const moreEndpoints = await this.#startAttempts();
    return moreEvents || moreEndpoints;
  }

  /** Resolves when every attempt that is under way has ended and its outcome is stored. */
  async attemptsEnded(): Promise<void> {
    await Promise.all([...this.#running.values()].map((attempt) => attempt.end));
  }

  /** Breaks off what is under way: it is tried again after the next start. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#stop.abort();
    await this.attemptsEnded();
  }

  /** Visits the endpoints in turn, so that none waits for another. True: there are more of them. */
  async #startAttempts(): Promise<boolean> {
    const { storage, clock } = this.#context;
    if (this.#running.size >= attemptsAtOnce) return false;
    const after = this.#afterEndpoint;
    const endpoints = await storage.deliveries.waitingEndpoints({ after, limit: endpointsPerRound });
    const nowMs = clock.nowMs();
    for (const { endpoint, nextAttemptAtMs } of endpoints) {
      if (this.#running.size >= attemptsAtOnce) break;
      this.#afterEndpoint = endpoint;
      if (nextAttemptAtMs <= nowMs && (await this.#isMine(endpoint))) await this.#serve(endpoint, nowMs);
    }
    const isLast = endpoints.length < endpointsPerRound && this.#running.size < attemptsAtOnce;
    if (isLast) this.#afterEndpoint = null;
    return this.#running.size < attemptsAtOnce && (!isLast || after !== null);
  }

  /** Whether no other dispatcher serves it until an attempt that begins now is over. */
  #isMine(endpoint: string): Promise<boolean> {
    const holdMs = 2 * (this.#rules.timeoutMs + attemptSlackMs);
    return this.#leadership.hold(shardOf('endpoint', endpoint, endpointShards), { holdMs });
  }

  async #serve(endpoint: string, nowMs: number): Promise<void> {
    const before = this.#runningAt(endpoint);
    const limit = attemptsPerEndpoint + before.length;
    if (before.length >= attemptsPerEndpoint) return;
    const due = await this.#context.storage.deliveries.due({ endpoint, nowMs, limit });
    // What ended while the store was asked may have been read as still due.
    const fresh = due.filter(({ deliveryId }) => !before.includes(deliveryId));
    for (const delivery of fresh) {
      if (this.#runningAt(endpoint).length >= attemptsPerEndpoint) return;
      if (this.#runningFor(delivery.customerId) >= attemptsPerCustomer) return;
      if (this.#running.size >= attemptsAtOnce || this.#stop.signal.aborted) return;
      const { deliveryId } = delivery;
      const end = this.#attempt(delivery).finally(() => {
        this.#running.delete(deliveryId);
        this.#whenFree();
      });
      this.#running.set(deliveryId, { delivery, end });
    }
  }

  #runningAt(endpoint: string): readonly string[] {
    const all = [...this.#running.values()].filter(({ delivery }) => delivery.endpoint === endpoint);
    return all.map(({ delivery }) => delivery.deliveryId);
  }

  #runningFor(customerId: string): number {
    let count = 0;
    for (const { delivery } of this.#running.values()) if (delivery.customerId === customerId) count++;
    return count;
  }

  /** Never rejects: what could not be recorded is still due, and is tried again. */
  async #attempt(delivery: DeliveryRecord): Promise<void> {
    const { log, storage } = this.#context;
    const { deliveryId, webhookId, customerId } = delivery;
    try {
      const webhook = webhookId === null ? null : await storage.webhooks.get({ customerId, webhookId });
      const secrets = this.#secretsOf(webhook);
      const problem = this.#problemOf(delivery, webhook, secrets);
      if (problem !== null) {
        await this.#giveUp(delivery, problem);
        return;
      }
      const { signal } = this.#stop;
      const send = (headers: Readonly<Record<string, string>>) =>
        sendOnce(delivery, secrets.texts, {
          outbound: this.#outbound,
          clock: this.#context.clock,
          timeoutMs: this.#rules.timeoutMs,
          signal,
          headers,
        });
      const facts = { 'asg.event': delivery.type, 'asg.attempt': delivery.attemptCount + 1 };
      const attempt = await (this.#tracing?.attempt(delivery.taskId, facts, send) ?? send({}));
      if (signal.aborted && attempt.status === null) return;
      await this.#record(delivery, webhook, attempt);
    } catch (error) {
      log.error({ err: error, deliveryId }, 'a delivery could not be tried or recorded, it stays due');
      // It keeps its place meanwhile: a store that fails must not make us send again and again.
      await this.#context.clock.sleep(unrecordedPauseMs, this.#stop.signal);
    }
  }

  #problemOf(
    { webhookId }: DeliveryRecord,
    webhook: WebhookRecord | null,
    secrets: { readonly opens: boolean },
  ): string | null {
    if (webhookId === null) return null;
    if (webhook === null) return 'the webhook was deleted';
    if (!webhook.active) return 'the webhook is not active';
    return secrets.opens ? null : 'the secret of the webhook cannot be opened: set it again';
  }

  /** The present secret and those that it replaced lately. `opens` is false where the key of the present one is no longer set. */
  #secretsOf(webhook: WebhookRecord | null): { readonly opens: boolean; readonly texts: readonly string[] } {
    if (webhook === null) return { opens: true, texts: [] };
    const { sealedSecret, formerSecrets, webhookId } = webhook;
    const nowMs = this.#context.clock.nowMs();
    const present = this.#opened(webhookId, sealedSecret);
    const former = formerSecrets
      .filter(({ untilMs }) => untilMs > nowMs)
      .flatMap((one) => this.#opened(webhookId, one.sealedSecret));
    return { opens: present.length > 0, texts: [...present, ...former] };
  }

  #opened(webhookId: string, sealedSecret: string): readonly string[] {
    try {
      return [this.#sealer.unseal(sealedSecret, secretContext(webhookId))];
    } catch (error) {
      if (!(error instanceof CannotUnseal)) throw error;
      return [];
    }
  }

  async #giveUp(delivery: DeliveryRecord, error: string): Promise<void> {
    const { storage, clock } = this.#context;
    await storage.deliveries.recordAttempt({
      deliveryId: delivery.deliveryId,
      number: delivery.attemptCount + 1,
      attempt: { atMs: clock.nowMs(), latencyMs: 0, status: null, error, answer: null },
      nextAttemptAtMs: null,
      state: 'failed',
    });
  }

  async #record(
    delivery: DeliveryRecord,
    webhook: WebhookRecord | null,
    attempt: DeliveryAttempt,
  ): Promise<void> {
    const { storage, clock, random, log } = this.#context;
    const { deliveryId, attemptCount } = delivery;
    const { status } = attempt;
    const delivered = status !== null && status >= 200 && status < 300;
    const tries = delivery.triesThisRound + 1;
    const final = delivered || status === gone || tries >= this.#rules.attemptsMax;
    const nowMs = clock.nowMs();
    await storage.deliveries.recordAttempt({
      deliveryId,
      number: attemptCount + 1,
      attempt,
      nextAttemptAtMs: final ? null : nowMs + retryGapMs(tries, this.#rules, random),
      state: delivered ? 'delivered' : final ? 'failed' : 'pending',
    });
    this.#metrics?.webhookAttempt(delivered ? 'delivered' : final ? 'failed' : 'retrying');
    if (!delivered && final)
      log.warn({ deliveryId, tries, status, error: attempt.error }, 'a delivery failed');
    if (webhook !== null) await this.#judge(webhook, status, { delivered, final, nowMs });
  }

  /** Keeps how the receiver does, and switches off one that is gone or has failed for too long. */
  async #judge(
    { customerId, webhookId, failingSinceMs }: WebhookRecord,
    status: number | null,
    { delivered, final, nowMs }: { delivered: boolean; final: boolean; nowMs: number },
  ): Promise<void> {
    const { storage, log } = this.#context;
    if (delivered) {
      if (failingSinceMs === null) return;
      await storage.webhooks.change({ customerId, webhookId, change: { failingSinceMs: null } });
      return;
    }
    const sinceMs = failingSinceMs ?? nowMs;
    const hasFailedLong = final && nowMs - sinceMs >= failingMsMax;
    if (status === gone || hasFailedLong) {
      const disabledReason =
        status === gone ? 'the receiver answered 410 Gone' : 'nothing was delivered for a day';
      await storage.webhooks.change({
        customerId,
        webhookId,
        change: { active: false, disabledReason, failingSinceMs: sinceMs },
      });
      log.warn({ webhookId, customerId, disabledReason }, 'a webhook was switched off');
    } else if (failingSinceMs === null) {
      await storage.webhooks.change({ customerId, webhookId, change: { failingSinceMs: sinceMs } });
    }
  }
}
