import {
  afterAttempt,
  type DeliveryRecord,
  emptiedDelivery,
  type RecordAttempt,
  replayed,
} from '@asg/domain';
import type * as port from '@asg/storage';
import type { Kind, Place } from '../records/document.ts';
import type { Effect } from '../records/effects.ts';
import { Groups } from '../records/groups.ts';
import { below, momentKey } from '../records/keys.ts';
import type { RecordStore } from '../records/record-store.ts';

const endpoints = 'endpoints';
const dueAt = (endpoint: string): string => `due|${endpoint}`;
const ofWebhook = (webhookId: string): string => `deliveries|${webhookId}`;
const failedOf = (customerId: string): string => `failed|${customerId}`;
const failedFor = (taskId: string): string => `failed|${taskId}`;

function places(delivery: DeliveryRecord): readonly Place[] {
  const { deliveryId, webhookId, customerId, taskId, endpoint, nextAttemptAtMs, state } = delivery;
  const found: Place[] = [];
  if (webhookId !== null) found.push([ofWebhook(webhookId), deliveryId]);
  if (nextAttemptAtMs !== null)
    found.push([dueAt(endpoint), `${momentKey(nextAttemptAtMs)} ${deliveryId}`, deliveryId]);
  if (state === 'failed') {
    found.push([failedOf(customerId), deliveryId]);
    if (taskId !== null) found.push([failedFor(taskId), deliveryId]);
  }
  return found;
}

export const deliveries: Kind<DeliveryRecord> = { name: 'dlv', set: 'doc', places };

export function waiting({ endpoint, nextAttemptAtMs }: DeliveryRecord): readonly Effect[] {
  return nextAttemptAtMs === null ? [] : [Groups.noting(endpoints, endpoint)];
}

/** Messages on their way to receivers. */
export class DeliveryStore implements port.DeliveryStore {
  readonly #records: RecordStore;

  constructor(records: RecordStore) {
    this.#records = records;
  }

  async add(delivery: DeliveryRecord): Promise<void> {
    await this.#records.documents.create(deliveries, delivery.deliveryId, delivery, waiting(delivery));
  }

  async recordAttempt(request: RecordAttempt): Promise<'recorded' | 'repeated'> {
    const { deliveryId } = request;
    return this.#records.documents.change<DeliveryRecord, 'recorded' | 'repeated'>(
      deliveries,
      deliveryId,
      (delivery) => {
        if (delivery === null) throw new Error(`no delivery ${deliveryId}`);
        const after = afterAttempt(delivery, request);
        if (after === null) return { result: 'repeated' };
        return { state: after, effects: waiting(after), result: 'recorded' };
      },
    );
  }

  async erase(deliveryIds: readonly string[]): Promise<void> {
    await this.#records.documents.changeMany<DeliveryRecord, null>(
      deliveries,
      deliveryIds.map((id) => ({
        id,
        changer: (found) => {
          const after = found && emptiedDelivery(found);
          return after === null || after === found ? { result: null } : { state: after, result: null };
        },
      })),
    );
  }

  async replay({
    deliveryId,
    nowMs,
  }: {
    readonly deliveryId: string;
    readonly nowMs: number;
  }): Promise<DeliveryRecord | null> {
    return this.#records.documents.change<DeliveryRecord, DeliveryRecord | null>(
      deliveries,
      deliveryId,
      (delivery) => {
        const again = delivery && replayed(delivery, nowMs);
        if (again === null || again === delivery) return { result: again };
        return { state: again, effects: waiting(again), result: again };
      },
    );
  }

  async get(deliveryId: string): Promise<DeliveryRecord | null> {
    return (await this.#records.documents.read(deliveries, deliveryId))?.state ?? null;
  }

  async ofWebhook(
    webhookId: string,
    page: Parameters<port.DeliveryStore['ofWebhook']>[1],
  ): Promise<readonly DeliveryRecord[]> {
    return this.#newest(ofWebhook(webhookId), page);
  }

  async failed(
    customerId: string,
    page: Parameters<port.DeliveryStore['failed']>[1],
  ): Promise<readonly DeliveryRecord[]> {
    return this.#newest(failedOf(customerId), page);
  }

  async hasFailed(taskId: string): Promise<boolean> {
    const page = { after: null, limit: 1 };
    return (await this.#records.documents.listed(deliveries, failedFor(taskId), page)).length > 0;
  }

  async #newest(
    list: string,
    { limit, before }: { readonly limit: number; readonly before: string | null },
  ): Promise<readonly DeliveryRecord[]> {
    const edge = before === null ? null : below(before);
    const found = await this.#records.documents.listed(deliveries, list, { limit, before: edge });
    return found.map(({ state }) => state);
  }

  async waitingEndpoints({
    after,
    limit,
  }: Parameters<port.DeliveryStore['waitingEndpoints']>[0]): ReturnType<
    port.DeliveryStore['waitingEndpoints']
  > {
    const found = await this.#records.groups.waiting(endpoints, dueAt, { after, limit });
    return found.map(({ member, nextAttemptAtMs }) => ({ endpoint: member, nextAttemptAtMs }));
  }

  async due({
    endpoint,
    nowMs,
    limit,
  }: Parameters<port.DeliveryStore['due']>[0]): ReturnType<port.DeliveryStore['due']> {
    const page = { after: null, limit, until: momentKey(nowMs + 1) };
    const found = await this.#records.documents.listed(deliveries, dueAt(endpoint), page);
    return found.map(({ state }) => state);
  }
}
