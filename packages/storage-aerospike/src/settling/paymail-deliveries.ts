import type { SettlementRecord } from '@asg/domain';
import type { PaymailAttempt, PaymailDeliveryRecord, Storage } from '@asg/storage';
import type { Kind } from '../keeping/document.ts';
import type { Effect } from '../keeping/effects.ts';
import { Groups } from '../keeping/groups.ts';
import type { Keeper } from '../keeping/keeper.ts';
import { momentKey } from '../keeping/keys.ts';
import { waitingMembers } from '../telling/deliveries.ts';

const hosts = 'paymail hosts';
const dueAt = (host: string): string => `paymail|${host}`;
const hostOf = (paymail: string): string => paymail.slice(paymail.indexOf('@') + 1);

export const deliveries: Kind<PaymailDeliveryRecord> = {
  name: 'pmd',
  set: 'doc',
  places: ({ paymail, nextAttemptAtMs }, id) =>
    nextAttemptAtMs === null ? [] : [[dueAt(hostOf(paymail)), `${momentKey(nextAttemptAtMs)} ${id}`, id]],
};
export const deliveryId = (settlementId: string, workerId: string): string => `${settlementId} ${workerId}`;

export function waiting({ paymail, nextAttemptAtMs }: PaymailDeliveryRecord): readonly Effect[] {
  return nextAttemptAtMs === null ? [] : [Groups.noting(hosts, hostOf(paymail))];
}

/** Payments by paymail whose receivers are to be told. */
export class PaymailDeliveries {
  readonly #keeper: Keeper;

  constructor(keeper: Keeper) {
    this.#keeper = keeper;
  }

  /** The settlement was seen: its deliveries are due at once. One given up while another took its place is due again. */
  async open({ settlementId, payees, withdrawal }: SettlementRecord, nowMs: number): Promise<void> {
    await Promise.all(
      (withdrawal === undefined ? payees : [withdrawal]).map(async ({ workerId, paymail }) => {
        if (paymail === undefined) return;
        const delivery: PaymailDeliveryRecord = {
          settlementId,
          workerId,
          paymail: paymail.address,
          reference: paymail.reference,
          state: 'pending',
          attempts: 0,
          nextAttemptAtMs: nowMs,
          note: null,
        };
        await this.#keeper.documents.change<PaymailDeliveryRecord, null>(
          deliveries,
          deliveryId(settlementId, workerId),
          (found) =>
            found !== null && found.state !== 'given_up'
              ? { result: null }
              : { state: delivery, effects: waiting(delivery), result: null },
        );
      }),
    );
  }

  async recordPaymailAttempt({ number, ...attempt }: PaymailAttempt): Promise<'recorded' | 'repeated'> {
    const { settlementId, workerId } = attempt;
    return this.#keeper.documents.change<PaymailDeliveryRecord, 'recorded' | 'repeated'>(
      deliveries,
      deliveryId(settlementId, workerId),
      (delivery) => {
        if (delivery === null) throw new Error(`no paymail delivery of ${settlementId} to ${workerId}`);
        if (number !== delivery.attempts + 1) return { result: 'repeated' };
        const after = { ...delivery, ...attempt, attempts: number };
        return { state: after, effects: waiting(after), result: 'recorded' };
      },
    );
  }

  async paymailDelivery(settlementId: string, workerId: string): Promise<PaymailDeliveryRecord | null> {
    const id = deliveryId(settlementId, workerId);
    return (await this.#keeper.documents.read(deliveries, id))?.state ?? null;
  }

  async waitingPaymailHosts({
    after,
    limit,
  }: Parameters<Storage['paymail']['waitingHosts']>[0]): ReturnType<Storage['paymail']['waitingHosts']> {
    const found = await waitingMembers(this.#keeper, { group: hosts, listOf: dueAt, after, limit });
    return found.map(({ member, nextAttemptAtMs }) => ({ host: member, nextAttemptAtMs }));
  }

  async duePaymailDeliveries({
    host,
    nowMs,
    limit,
  }: Parameters<Storage['paymail']['due']>[0]): ReturnType<Storage['paymail']['due']> {
    const page = { after: null, limit, until: momentKey(nowMs + 1) };
    const found = await this.#keeper.documents.listed(deliveries, dueAt(host), page);
    return found.map(({ state }) => state);
  }
}
