import { hostOfPaymail } from '@asg/domain';
import type { PaymailFault } from '@asg/paymail';
import { LRUCache } from 'lru-cache';
import { type Backoff, type BackoffRules, Backoffs } from '../backoffs.ts';

/** So many paymails of a host in a row that got no usable answer are the host's fault. */
const aliasesBlamed = 3;
const hostsMax = 10_000;

interface Asked {
  worked: number;
  silent: string | null;
  readonly failed: Map<string, string>;
}

/**
 * Who is left alone after a failure. A bad answer is first of all about the paymail that was asked for; the host is to
 * blame once several of its paymails got none that is usable, or where it cannot be reached at all.
 */
export class PaymailBlame {
  readonly #backoffs: Backoffs;
  /** Paymails of a host that failed since one of them worked: at most so many as it takes to blame it. */
  readonly #failedSince = new LRUCache<string, Set<string>>({ max: hostsMax });

  constructor(rules: BackoffRules) {
    this.#backoffs = new Backoffs(rules);
  }

  /** The pause of a paymail, or of its host; null: it may be asked. */
  of(address: string, nowMs: number): Backoff | null {
    return this.#backoffs.of(hostOfPaymail(address), nowMs) ?? this.#backoffs.of(address, nowMs);
  }

  /** Paymails that are asked side by side: what silence means is clear once it is known whether any other got an answer. */
  begin(): PaymailRound {
    const hosts = new Map<string, Asked>();
    const asked = (address: string): Asked => {
      const host = hostOfPaymail(address);
      const known = hosts.get(host) ?? { worked: 0, silent: null, failed: new Map<string, string>() };
      hosts.set(host, known);
      return known;
    };
    return {
      worked: (address) => {
        asked(address).worked++;
        this.#backoffs.worked(address);
        this.#backoffs.worked(hostOfPaymail(address));
        this.#failedSince.delete(hostOfPaymail(address));
      },
      failed: (address, fault, reason, nowMs) => {
        this.#backoffs.failed(fault === 'host' ? hostOfPaymail(address) : address, reason, nowMs);
        if (fault === 'host' || fault === 'paymail') return;
        const of = asked(address);
        if (fault === 'silence') of.silent = reason;
        of.failed.set(address, reason);
      },
      end: (nowMs) => {
        for (const [host, found] of hosts) if (found.worked === 0) this.#judge(host, found, nowMs);
      },
    };
  }

  #judge(host: string, { silent, failed }: Asked, nowMs: number): void {
    if (silent !== null) {
      this.#backoffs.failed(host, silent, nowMs);
      return;
    }
    const since = this.#failedSince.get(host) ?? new Set();
    for (const address of failed.keys()) if (since.size < aliasesBlamed) since.add(address);
    if (since.size === 0) return;
    this.#failedSince.set(host, since);
    if (since.size < aliasesBlamed) return;
    this.#backoffs.failed(host, `${host} has answered several paymails with nothing usable`, nowMs);
  }
}

interface PaymailRound {
  readonly worked: (address: string) => void;
  readonly failed: (address: string, fault: PaymailFault, reason: string, nowMs: number) => void;
  /** All were asked. */
  readonly end: (nowMs: number) => void;
}
