import { claimNonceLength, crockford, encodeUlid, type IdKind, idPrefixes } from '@asg/domain';
import { at } from '@asg/values/present';
import type { Clock } from './clock.ts';
import type { Random } from './random.ts';

const randomnessLength = 16;
/** Ids of the same millisecond count up from a random start, so they sort in the order they were made. */
export class IdMint {
  readonly #clock: Clock;
  readonly #random: Random;
  #lastMs = -1;
  readonly #randomness = new Uint8Array(randomnessLength);

  constructor(clock: Clock, random: Random) {
    this.#clock = clock;
    this.#random = random;
  }

  /** A new id, larger than every earlier one of this mint. */
  next(kind: IdKind): string {
    const nowMs = Math.max(this.#clock.nowMs(), this.#lastMs);
    if (nowMs > this.#lastMs) {
      const bytes = this.#random.bytes(randomnessLength);
      for (let i = 0; i < randomnessLength; i++) this.#randomness[i] = at(bytes, i) & 31;
      this.#randomness[0] = at(this.#randomness, 0) & 15; // Room to count up: the digits never overflow within a millisecond.
      this.#lastMs = nowMs;
    } else {
      this.#increment();
    }
    return idPrefixes[kind] + encodeUlid(nowMs, this.#randomness);
  }

  #increment(): void {
    let i = randomnessLength - 1;
    while (this.#randomness[i] === 31) this.#randomness[i--] = 0;
    this.#randomness[i] = (this.#randomness[i] ?? 0) + 1;
  }

  /** A claim's nonce: 6 Crockford characters. */
  nonce(): string {
    return Array.from(this.#random.bytes(claimNonceLength), (byte) => crockford[byte & 31]).join('');
  }

  /** `byteCount` random bytes as hex. */
  hex(byteCount: number): string {
    const bytes = this.#random.bytes(byteCount);
    return (bytes instanceof Buffer ? bytes : Buffer.from(bytes)).toString('hex');
  }
}
