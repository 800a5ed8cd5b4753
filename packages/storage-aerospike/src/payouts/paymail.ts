import {
  afterPaymailAttempt,
  erasedDelivery,
  hostOfPaymail,
  isToBegin,
  type PaymailAttempt,
  type PaymailDeliveryRecord,
  paymailDeliveriesOf,
  type SettlementRecord,
} from '@asg/domain';
import type * as port from '@asg/storage';
import type { Kind } from '../records/document.ts';
import type { Effect } from '../records/effects.ts';
import { Groups } from '../records/groups.ts';
import { momentKey } from '../records/keys.ts';
import type { RecordStore } from '../records/record-store.ts';

const hosts = 'paymail hosts';
const dueAt = (host: string): string => `paymail|${host}`;

export const deliveries: Kind<PaymailDeliveryRecord> = {
  name: 'pmd',
  set: 'doc',
  places: ({ paymail, nextAttemptAtMs }, id) =>
    nextAttemptAtMs === null
      ? []
      : [[dueAt(hostOfPaymail(paymail)), `${momentKey(nextAttemptAtMs)} ${id}`, id]],
};
export const deliveryId = (settlementId: string, workerId: string): string => `${settlementId} ${workerId}`;

export function waiting({ paymail, nextAttemptAtMs }: PaymailDeliveryRecord): readonly Effect[] {
  return nextAttemptAtMs === null ? [] : [Groups.noting(hosts, hostOfPaymail(paymail))];
}

/** Payments by paymail whose hosts are to be notified. */
export class PaymailStore implements port.PaymailStore {
  readonly #records: RecordStore;

  constructor(records: RecordStore) {
    this.#records = records;
  }

  /** The settlement was seen: its deliveries are due at once. One given up while another took its place is due again. */
  async open(settlement: SettlementRecord, nowMs: number): Promise<void> {
    await this.#records.documents.changeMany<PaymailDeliveryRecord, null>(
      deliveries,
      paymailDeliveriesOf(settlement, nowMs).map((delivery) => ({
        id: deliveryId(delivery.settlementId, delivery.workerId),
        changer: (found) =>
          isToBegin(found) ? { state: delivery, effects: waiting(delivery), result: null } : { result: null },
      })),
    );
  }

  async recordAttempt(attempt: PaymailAttempt): Promise<'recorded' | 'repeated'> {
    const { settlementId, workerId } = attempt;
    return this.#records.documents.change<PaymailDeliveryRecord, 'recorded' | 'repeated'>(
      deliveries,
      deliveryId(settlementId, workerId),
      (delivery) => {
        if (delivery === null) throw new Error(`no paymail delivery of ${settlementId} to ${workerId}`);
        const after = afterPaymailAttempt(delivery, attempt);
        if (after === null) return { result: 'repeated' };
        return { state: after, effects: waiting(after), result: 'recorded' };
      },
    );
  }

  async forget({
    settlementId,
    workerId,
  }: Pick<PaymailDeliveryRecord, 'settlementId' | 'workerId'>): Promise<void> {
    await this.#records.documents.change<PaymailDeliveryRecord, null>(
      deliveries,
      deliveryId(settlementId, workerId),
      (delivery) =>
        delivery === null ? { result: null } : { state: erasedDelivery(delivery), result: null },
    );
  }

  async get(settlementId: string, workerId: string): Promise<PaymailDeliveryRecord | null> {
    const id = deliveryId(settlementId, workerId);
    return (await this.#records.documents.read(deliveries, id))?.state ?? null;
  }

  async waitingHosts({
    after,
    limit,
  }: Parameters<port.PaymailStore['waitingHosts']>[0]): ReturnType<port.PaymailStore['waitingHosts']> {
    const found = await this.#records.groups.waiting(hosts, dueAt, { after, limit });
    return found.map(({ member, nextAttemptAtMs }) => ({ host: member, nextAttemptAtMs }));
  }

  async due({
    host,
    nowMs,
    limit,
  }: Parameters<port.PaymailStore['due']>[0]): ReturnType<port.PaymailStore['due']> {
    const page = { after: null, limit, until: momentKey(nowMs + 1) };
    const found = await this.#records.documents.listed(deliveries, dueAt(host), page);
    return found.map(({ state }) => state);
  }
}
