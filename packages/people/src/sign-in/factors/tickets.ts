import { CannotUnseal, type Clock, type Sealer } from '@asg/runtime';

const lifeMs = 10 * 60_000;

/** What somebody has shown a moment ago, kept by them and readable by nobody. */
export interface Ticket {
  readonly personId: string;
  /** Of the person, when it was made: what ends sessions ends it, too. */
  readonly revision: number;
  /** Whatever it is to carry, without blanks. */
  readonly carried: string;
}

export interface SealedTicket {
  readonly ticket: string;
  readonly expiresAtMs: number;
}

export class Tickets {
  readonly #clock: Clock;
  readonly #sealer: () => Pick<Sealer, 'seal' | 'unseal'>;

  constructor(clock: Clock, sealer: () => Pick<Sealer, 'seal' | 'unseal'>) {
    this.#clock = clock;
    this.#sealer = sealer;
  }

  /** `purpose`: it opens nothing else. */
  seal(purpose: string, { personId, revision, carried }: Ticket): SealedTicket {
    const expiresAtMs = this.#clock.nowMs() + lifeMs;
    const text = [personId, revision, expiresAtMs, carried].join(' ');
    return { ticket: this.#sealer().seal(text, `ticket ${purpose}`), expiresAtMs };
  }

  /** Null: it is none of ours for this, or has ended. */
  open(purpose: string, ticket: string): Ticket | null {
    const text = this.#unsealed(purpose, ticket);
    if (text === null) return null;
    const [personId = '', revision, expiresAtMs, carried = ''] = text.split(' ');
    if (Number(expiresAtMs) <= this.#clock.nowMs()) return null;
    return { personId, revision: Number(revision), carried };
  }

  #unsealed(purpose: string, ticket: string): string | null {
    try {
      return this.#sealer().unseal(ticket, `ticket ${purpose}`);
    } catch (error) {
      if (error instanceof CannotUnseal) return null;
      throw error;
    }
  }
}
