import { hash } from 'node:crypto';

const blockBytes = 64;
const innerPad = 0x36;
const outerPad = 0x5c;

/**
 * HMAC-SHA256 (RFC 2104) of short messages, made of one-shot hashes: it makes no object of the system's crypto library, each of which
 * costs as much as ten such hashes to make and to collect.
 */
export class ShortHmac {
  readonly #inner: Uint8Array;
  readonly #outer: Uint8Array;

  /** `key`: 32 bytes. */
  constructor(key: Uint8Array) {
    const padded = new Uint8Array(blockBytes);
    padded.set(key);
    this.#inner = padded.map((byte) => byte ^ innerPad);
    this.#outer = padded.map((byte) => byte ^ outerPad);
  }

  /** 32 bytes. */
  of(...parts: readonly Uint8Array[]): Buffer {
    return sha256(Buffer.concat([this.#outer, sha256(Buffer.concat([this.#inner, ...parts]))]));
  }
}

/** By way of hex: a text costs a third of what a buffer does that the crypto library makes. */
const sha256 = (bytes: Uint8Array): Buffer => Buffer.from(hash('sha256', bytes, 'hex'), 'hex');
