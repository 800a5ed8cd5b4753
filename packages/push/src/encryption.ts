import { createCipheriv, createECDH, type ECDH, hkdfSync } from 'node:crypto';

const curve = 'prime256v1';
const saltBytes = 16;
const keyBytes = 16;
const nonceBytes = 12;
const secretBytes = 32;
const pointBytes = 65;
/** Larger than any message: there is one record. */
const recordBytes = 4_096;
/** Ends the last record (RFC 8188). */
const lastRecord = Buffer.from([2]);

/** A browser's keys, from its subscription. */
export interface BrowserKeys {
  /** Uncompressed point of P-256. */
  readonly p256dh: Uint8Array;
  /** 16 bytes. */
  readonly auth: Uint8Array;
}

/** Whether a message can be encrypted for them. */
export function areUsable({ p256dh, auth }: BrowserKeys): boolean {
  if (p256dh.length !== pointBytes || p256dh[0] !== 4 || auth.length !== saltBytes) return false;
  const own = createECDH(curve);
  own.generateKeys();
  try {
    own.computeSecret(p256dh);
    return true;
  } catch {
    return false;
  }
}

/** The body of a message that this browser alone can read: `aes128gcm` (RFC 8291). `own`: a key pair for this message alone. */
export function encrypted(
  text: Uint8Array,
  keys: BrowserKeys,
  { own = freshPair(), salt }: { readonly own?: ECDH; readonly salt: Uint8Array },
): Buffer {
  const ownPoint = own.getPublicKey();
  const info = Buffer.concat([Buffer.from('WebPush: info\0'), keys.p256dh, ownPoint]);
  const shared = derived(own.computeSecret(keys.p256dh), keys.auth, info, secretBytes);
  const key = derived(shared, salt, Buffer.from('Content-Encoding: aes128gcm\0'), keyBytes);
  const nonce = derived(shared, salt, Buffer.from('Content-Encoding: nonce\0'), nonceBytes);
  const cipher = createCipheriv('aes-128-gcm', key, nonce);
  const sealed = [cipher.update(text), cipher.update(lastRecord), cipher.final(), cipher.getAuthTag()];
  const size = Buffer.alloc(5);
  size.writeUInt32BE(recordBytes);
  size.writeUInt8(ownPoint.length, 4);
  return Buffer.concat([salt, size, ownPoint, ...sealed]);
}

function derived(secret: Uint8Array, salt: Uint8Array, info: Uint8Array, length: number): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, salt, info, length));
}

function freshPair(): ECDH {
  const pair = createECDH(curve);
  pair.generateKeys();
  return pair;
}
