import { onNetworkStates, type PaymailDeliveryRecord, type SettlementRecord } from '@asg/domain';
import { backoffMs } from '@asg/domain/backoff';
import { type PaymailClient, PaymailUnavailable, parsePaymail } from '@asg/paymail';
import type { EngineContext } from '@asg/people/context';
import { last } from '@asg/values/present';
import type { PaymailRules } from './paymail-destinations.ts';

const hostsPerRound = 32;
const deliveriesPerHost = 8;
/** Attempts at notifying a host; with back-off of at most an hour the last one is about eight hours after the first. */
const attemptsMax = 14;
const growth = 4;
const pauseMsMax = 3_600_000;
/** The network has the transaction. */

/**
 * Notifies paymail hosts of payments to them, until they confirm or we give up. The money has arrived
 * either way: a delivery is a notice, and repeating one is harmless.
 */
export class PaymailDeliveries {
  readonly #context: Pick<EngineContext, 'storage' | 'clock' | 'log'>;
  readonly #client: Pick<PaymailClient, 'deliver'>;
  readonly #rules: PaymailRules;
  /** Where the next round goes on among the hosts. */
  #afterHost: string | null = null;

  constructor(
    context: Pick<EngineContext, 'storage' | 'clock' | 'log'>,
    parts: { readonly client: Pick<PaymailClient, 'deliver'>; readonly rules: PaymailRules },
  ) {
    this.#context = context;
    this.#client = parts.client;
    this.#rules = parts.rules;
  }

  /** One step: hosts side by side, a few deliveries to each. True: there is more, go on at once. */
  async round(stop?: AbortSignal): Promise<boolean> {
    const { storage, clock } = this.#context;
    const after = this.#afterHost;
    const hosts = await storage.paymail.waitingHosts({ after, limit: hostsPerRound });
    const nowMs = clock.nowMs();
    const due = hosts.filter(({ nextAttemptAtMs }) => nextAttemptAtMs <= nowMs);
    await Promise.all(due.map(({ host }) => this.#serve(host, nowMs, stop)));
    this.#afterHost = hosts.length < hostsPerRound ? null : last(hosts).host;
    return (due.length > 0 || this.#afterHost !== null) && stop?.aborted !== true;
  }

  async #serve(host: string, nowMs: number, stop: AbortSignal | undefined): Promise<void> {
    const { storage } = this.#context;
    const due = await storage.paymail.due({ host, nowMs, limit: deliveriesPerHost });
    await Promise.all(due.map((delivery) => this.#attempt(delivery, stop)));
  }

  async #attempt(delivery: PaymailDeliveryRecord, stop: AbortSignal | undefined): Promise<void> {
    const settlement = await this.#context.storage.settlement.get(delivery.settlementId);
    if (settlement === null || settlement.state === 'failed')
      return this.#record(delivery, 'given_up', 'another transaction took the place of this one');
    // Between two blocks of a reorganisation the transaction may be gone: it comes back, or is replaced.
    if (!onNetworkStates.includes(settlement.state))
      return this.#record(delivery, 'pending', 'not on the network');
    const failure = await this.#report(delivery, settlement, stop);
    if (stop?.aborted === true && failure !== null) return undefined;
    if (failure === null) return this.#record(delivery, 'made', null);
    const isLast = delivery.attempts + 1 >= attemptsMax;
    if (isLast) {
      const { settlementId, workerId } = delivery;
      this.#context.log.warn({ settlementId, workerId, failure }, 'a paymail delivery was given up');
    }
    return this.#record(delivery, isLast ? 'given_up' : 'pending', failure);
  }

  /** Null: the receiver confirmed. Otherwise why not. */
  async #report(
    { paymail: address, reference, workerId }: PaymailDeliveryRecord,
    { txid, raw, payees, withdrawal }: SettlementRecord,
    stop: AbortSignal | undefined,
  ): Promise<string | null> {
    const parsed = parsePaymail(address, this.#rules.allowedHosts);
    if (!parsed.ok) return parsed.reason;
    const labels = payees.find((payee) => payee.workerId === workerId)?.labels ?? 0;
    const what = withdrawal === undefined ? `${labels} ${labels === 1 ? 'label' : 'labels'}` : 'withdrawal';
    const note = `ASG Refinery: ${what}`;
    try {
      await this.#client.deliver(parsed.paymail, { txid, raw, reference, note }, stop);
      return null;
    } catch (error) {
      if (!(error instanceof PaymailUnavailable)) throw error;
      return error.message;
    }
  }

  async #record(
    { settlementId, workerId, attempts }: PaymailDeliveryRecord,
    state: PaymailDeliveryRecord['state'],
    note: string | null,
  ): Promise<void> {
    const { storage, clock } = this.#context;
    const gaps = { firstMs: this.#rules.retryBaseMs, maxMs: pauseMsMax, growth };
    const pauseMs = backoffMs(gaps, attempts + 1);
    const nextAttemptAtMs = state === 'pending' ? clock.nowMs() + pauseMs : null;
    const number = attempts + 1;
    await storage.paymail.recordAttempt({ settlementId, workerId, number, state, nextAttemptAtMs, note });
  }
}
