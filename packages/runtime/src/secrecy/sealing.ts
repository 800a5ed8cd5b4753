import { createCipheriv, createDecipheriv, createHash } from 'node:crypto';
import { at, entryOf } from '@asg/values/present';
import type { Random } from '../random.ts';

const algorithm = 'aes-256-gcm';
const nonceBytes = 12;
const tagBytes = 16;
const keyIdLength = 8;
const keyForm = /^[0-9a-f]{64}$/i;

/** A sealed text cannot be opened: its key is not among those that are set, or it was changed. */
export class CannotUnseal extends Error {
  readonly code = 'CANNOT_UNSEAL';
  override readonly name = 'CannotUnseal';
}

/**
 * Keeps secrets at rest: AES-256-GCM under the first of its keys, opened with any of them, so that a key is rotated by
 * putting the new one in front. A sealed text is `v1.<key id>.<base64url of nonce, tag and ciphertext>`.
 */
export class Sealer {
  readonly #random: Random;
  readonly #keys: ReadonlyMap<string, Buffer>;
  readonly #first: string;

  /** `keys`: 64 hex digits each, at least one. Throws a RangeError for any other. */
  constructor(keys: readonly string[], random: Random) {
    if (keys.length === 0) throw new RangeError('a sealer needs a key');
    const entries = keys.map((key) => {
      if (!keyForm.test(key)) throw new RangeError('must be keys of 64 hex digits, separated by commas');
      const bytes = Buffer.from(key, 'hex');
      return [keyIdOf(bytes), bytes] as const;
    });
    this.#random = random;
    this.#keys = new Map(entries);
    this.#first = at(entries, 0)[0];
  }

  /** `context` says what the secret belongs to, e.g. `job:job_…`: moved to another record it does not open. */
  seal(secret: string, context: string): string {
    const nonce = this.#random.bytes(nonceBytes);
    const cipher = createCipheriv(algorithm, entryOf(this.#keys, this.#first), nonce);
    cipher.setAAD(Buffer.from(context));
    const text = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()]);
    return `v1.${this.#first}.${Buffer.concat([nonce, cipher.getAuthTag(), text]).toString('base64url')}`;
  }

  /** The secret that was sealed in this context. Throws `CannotUnseal`, which says nothing about the secret. */
  unseal(sealed: string, context: string): string {
    const [version, keyId = '', body = ''] = sealed.split('.');
    const key = this.#keys.get(keyId);
    if (version !== 'v1' || key === undefined) {
      throw new CannotUnseal(`sealed under the key ${keyId}, which is not among those that are set`);
    }
    const bytes = Buffer.from(body, 'base64url');
    try {
      const decipher = createDecipheriv(algorithm, key, bytes.subarray(0, nonceBytes), {
        authTagLength: tagBytes,
      });
      decipher.setAAD(Buffer.from(context));
      decipher.setAuthTag(bytes.subarray(nonceBytes, nonceBytes + tagBytes));
      const text = bytes.subarray(nonceBytes + tagBytes);
      return Buffer.concat([decipher.update(text), decipher.final()]).toString('utf8');
    } catch {
      throw new CannotUnseal('the sealed text was changed, or belongs to another record');
    }
  }
}

/** Tells keys apart and says nothing about them. */
function keyIdOf(key: Buffer): string {
  return createHash('sha256').update(key).digest('hex').slice(0, keyIdLength);
}
