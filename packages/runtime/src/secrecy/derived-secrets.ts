import { createHmac, hkdfSync } from 'node:crypto';
import { at } from '@asg/values/present';

const keyBytes = 32;

/** Secrets that are made from what they are for, so that nobody has to keep them: the same text has the same secret in each process. */
export class DerivedSecrets {
  readonly #encryptionKeys: () => readonly string[];
  readonly #purpose: string;
  #key: Uint8Array | null = null;

  /** `encryptionKeys`: 64 hex digits each; the first counts. Asked once, when it is first needed. `purpose`: no other's. */
  constructor(encryptionKeys: () => readonly string[], purpose: string) {
    this.#encryptionKeys = encryptionKeys;
    this.#purpose = purpose;
  }

  /** 43 characters of base64url: 256 bits. */
  of(text: string): string {
    this.#key ??= new Uint8Array(
      hkdfSync(
        'sha256',
        Buffer.from(at(this.#encryptionKeys(), 0), 'hex'),
        '',
        `asg ${this.#purpose}`,
        keyBytes,
      ),
    );
    return createHmac('sha256', this.#key).update(text).digest('base64url');
  }
}
