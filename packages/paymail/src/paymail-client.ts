import type { Sats } from '@asg/domain';
import type { Outbound } from '@asg/outbound';
import type { Clock } from '@asg/runtime';
import type { Paymail } from './address.ts';
import { CapabilityDirectory } from './capabilities.ts';
import { checkedDestinations, type PaymentDestinations } from './destinations.ts';
import { PaymailUnavailable } from './failure.ts';
import { exchangeJson } from './json-exchange.ts';
import { type ResolveSrv, systemSrv } from './srv.ts';

/** A payment that is on the network, to notify its receiver of. */
export interface PaymailDelivery {
  readonly txid: string;
  /** The raw transaction, hex. */
  readonly raw: string;
  /** As it came with the destinations. */
  readonly reference: string;
  /** For the receiver to read. */
  readonly note: string;
}

/**
 * Pays by paymail (BRC-28). All that hosts say is checked, every answer is bounded in size and time, and requests go
 * through the guarded client. Methods reject with `PaymailUnavailable`.
 */
export class PaymailClient {
  readonly #outbound: Pick<Outbound, 'request'>;
  readonly #capabilities: CapabilityDirectory;

  constructor(parts: {
    readonly outbound: Pick<Outbound, 'request'>;
    readonly clock: Pick<Clock, 'nowMs'>;
    /** Hosts (lower case, without port) that are asked with http and without a look at their SRV record. */
    readonly allowedHosts: readonly string[];
    /** Default: the system's name servers. */
    readonly resolveSrv?: ResolveSrv;
  }) {
    this.#outbound = parts.outbound;
    this.#capabilities = new CapabilityDirectory({ resolveSrv: systemSrv, ...parts });
  }

  /** Resolves if the paymail's host takes payments by BRC-28. */
  async check(paymail: Paymail): Promise<void> {
    await this.#capabilities.of(paymail);
  }

  /** Where the paymail wants this sum. Each call makes a payment of its own at the host. */
  async destinations(paymail: Paymail, satoshis: Sats, signal?: AbortSignal): Promise<PaymentDestinations> {
    const { destinations } = await this.#capabilities.of(paymail);
    const answer = await this.#post(paymail, destinations, { satoshis }, signal);
    return checkedDestinations(answer, satoshis, paymail.host);
  }

  /** Notifies the receiver of the payment; resolves once they named our transaction. Repeating it is harmless. */
  async deliver(paymail: Paymail, payment: PaymailDelivery, signal?: AbortSignal): Promise<void> {
    const { delivery } = await this.#capabilities.of(paymail);
    const { txid, raw, reference, note } = payment;
    const body = { hex: raw, reference, metadata: { note } };
    const answer = await this.#post(paymail, delivery, body, signal);
    if (typeof answer.txid !== 'string' || answer.txid.toLowerCase() !== txid)
      throw new PaymailUnavailable(`${paymail.host} took the delivery for another transaction`, 'paymail');
  }

  async #post(paymail: Paymail, template: string, body: unknown, signal: AbortSignal | undefined) {
    const { alias, host } = paymail;
    const url = template.replaceAll('{alias}', alias).replaceAll('{domain.tld}', host);
    try {
      return await exchangeJson(this.#outbound, { url, body, signal });
    } catch (error) {
      this.#capabilities.forget(paymail);
      throw error;
    }
  }
}
