import { timingSafeEqual } from 'node:crypto';
import type { Clock, Random } from '@asg/runtime';

const untilBytes = 6;
const nonceBytes = 16;
const headBytes = untilBytes + nonceBytes;
const lifeMs = 5 * 60_000;

/**
 * What a passkey signs to show that it is there now. They tell their own end and purpose and are kept nowhere, so that strangers who
 * ask for any number of them fill nothing; whoever is signed in by one notes that it was answered.
 */
export class Challenges {
  readonly #parts: { readonly clock: Clock; readonly random: Random };
  readonly #secretOf: (text: string) => string;

  /** `secretOf`: what nobody else can tell of a text, base64url. */
  constructor(parts: { readonly clock: Clock; readonly random: Random }, secretOf: (text: string) => string) {
    this.#parts = parts;
    this.#secretOf = secretOf;
  }

  /** `purpose`: what it may be answered for, and by whom. */
  make(purpose: string): Uint8Array<ArrayBuffer> {
    const { clock, random } = this.#parts;
    const head = Buffer.alloc(headBytes);
    head.writeUIntBE(clock.nowMs() + lifeMs, 0, untilBytes);
    head.set(random.bytes(nonceBytes), untilBytes);
    return new Uint8Array([...head, ...this.#mark(head, purpose)]);
  }

  /** When it ends, ms; null: it is none of ours for this, or has ended. `challenge`: base64url. */
  untilMs(challenge: string, purpose: string): number | null {
    const bytes = Buffer.from(challenge, 'base64url');
    const head = bytes.subarray(0, headBytes);
    const expected = this.#mark(head, purpose);
    const mark = bytes.subarray(headBytes);
    if (mark.length !== expected.length || !timingSafeEqual(mark, expected)) return null;
    const untilMs = head.readUIntBE(0, untilBytes);
    return untilMs > this.#parts.clock.nowMs() ? untilMs : null;
  }

  #mark(head: Buffer, purpose: string): Buffer {
    return Buffer.from(this.#secretOf(`${purpose} ${head.toString('hex')}`), 'base64url');
  }
}
