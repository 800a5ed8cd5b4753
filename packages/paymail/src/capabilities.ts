import type { Outbound } from '@asg/outbound';
import type { Clock } from '@asg/runtime';
import { LRUCache } from 'lru-cache';
import type { Paymail } from './address.ts';
import { PaymailUnavailable } from './failure.ts';
import { exchangeJson, isObject } from './json-exchange.ts';
import type { ResolveSrv, SrvRecord } from './srv.ts';

/** BRFC ids of what a host must offer: destinations for a sum, and taking the transaction. */
const destinationsId = '2a40af698840';
const deliveryId = '5f1323cddf31';

const keptMs = 10 * 60_000;
const hostsMax = 1_000;
const templateLengthMax = 1_024;

/** URL templates with `{alias}` and `{domain.tld}`. */
export interface Capabilities {
  readonly destinations: string;
  readonly delivery: string;
}

/** What hosts say they can do, found by SRV record or at the domain itself; kept for ten minutes. */
export class CapabilityDirectory {
  readonly #outbound: Pick<Outbound, 'request'>;
  readonly #resolveSrv: ResolveSrv;
  readonly #clock: Pick<Clock, 'nowMs'>;
  readonly #allowedHosts: readonly string[];
  readonly #kept = new LRUCache<string, { readonly untilMs: number; readonly found: Promise<Capabilities> }>({
    max: hostsMax,
  });

  constructor(parts: {
    readonly outbound: Pick<Outbound, 'request'>;
    readonly resolveSrv: ResolveSrv;
    readonly clock: Pick<Clock, 'nowMs'>;
    readonly allowedHosts: readonly string[];
  }) {
    this.#outbound = parts.outbound;
    this.#resolveSrv = parts.resolveSrv;
    this.#clock = parts.clock;
    this.#allowedHosts = parts.allowedHosts;
  }

  /** Rejects with `PaymailUnavailable`; a failure is not kept. Callers at the same time share one look-up. */
  of({ host }: Paymail): Promise<Capabilities> {
    const nowMs = this.#clock.nowMs();
    const known = this.#kept.get(host);
    if (known !== undefined && known.untilMs > nowMs) return known.found;
    const found = this.#discover(host);
    this.#kept.set(host, { untilMs: nowMs + keptMs, found });
    found.catch(() => this.#forgetOnly(host, found));
    return found;
  }

  /** To be called when a URL of the host failed: it may have moved. */
  forget({ host }: Paymail): void {
    this.#kept.delete(host);
  }

  #forgetOnly(host: string, found: Promise<Capabilities>): void {
    if (this.#kept.get(host)?.found === found) this.#kept.delete(host);
  }

  async #discover(host: string): Promise<Capabilities> {
    const answer = await exchangeJson(this.#outbound, {
      url: `${await this.#origin(host)}/.well-known/bsvalias`,
    }).catch((error: unknown) => {
      // Whatever it answers here is about the host, not about one paymail.
      throw error instanceof PaymailUnavailable ? new PaymailUnavailable(error.message, 'host') : error;
    });
    const listed = isObject(answer.capabilities) ? answer.capabilities : {};
    return {
      destinations: template(listed[destinationsId], host),
      delivery: template(listed[deliveryId], host),
    };
  }

  async #origin(host: string): Promise<string> {
    if (this.#allowedHosts.includes(host.replace(/:\d+$/, ''))) return `http://${host}`;
    let records: readonly SrvRecord[];
    try {
      records = await this.#resolveSrv(`_bsvalias._tcp.${host}`);
    } catch (error) {
      // Not taken for "no record": an attacker who blocks DNS must not choose the host.
      throw new PaymailUnavailable(`the SRV record of ${host} cannot be looked up`, 'host', { cause: error });
    }
    const [first] = [...records].sort((a, b) => a.priority - b.priority || b.weight - a.weight);
    if (first === undefined) return `https://${host}`;
    return `https://${first.name.replace(/\.$/, '')}:${first.port}`;
  }
}

function template(value: unknown, host: string): string {
  if (typeof value === 'string' && value.length <= templateLengthMax) return value;
  throw new PaymailUnavailable(`${host} cannot be paid by paymail: it does not offer BRC-28`, 'host');
}
