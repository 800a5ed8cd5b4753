import { createHmac } from 'node:crypto';
import { inspect } from 'node:util';
import type { Network } from '@asg/domain';
import { instantiateSecp256k1 } from '@bitauth/libauth/build/lib/crypto/secp256k1.js';
import { addressOfPublicKeyHash, networkPrefixes, p2pkhScript } from './address.ts';
import { decodeBase58Check, encodeBase58Check } from './base58check.ts';
import { trustedHex } from './bytes.ts';
import { hash160 } from './digest.ts';

// By its file: the whole library, with its virtual machines, is a sixth of what the server's start costs.
const secp256k1 = await instantiateSecp256k1();
const secretBytes = 32;
const compressedFlag = 0x01;
/** BRC-43 invoice number, security level 2: one key per worker, known to the treasury alone. */
const heldProtocol = '2-asg held address';
/** The same for deposits: one key for each, whose address anybody can derive who knows our public key and its id. */
const depositProtocol = '2-asg deposit address';
const keyIdLengthMax = 800;

/** A private key with its P2PKH address. The secret is out of reach of logs, JSON and inspection. */
export class SigningKey {
  readonly #secret: Uint8Array;
  readonly network: Network;
  /** Compressed public key, 33 bytes. */
  readonly publicKey: Uint8Array;
  readonly address: string;
  /** The P2PKH locking script of the address, hex. */
  readonly lockingScript: string;

  /** `secret`: 32 bytes, checked by the caller with `isSecret`. */
  constructor(secret: Uint8Array, network: Network) {
    this.#secret = Uint8Array.from(secret);
    this.network = network;
    this.publicKey = valid(secp256k1.derivePublicKeyCompressed(this.#secret));
    const publicKeyHash = hash160(this.publicKey);
    this.address = addressOfPublicKeyHash(publicKeyHash, network);
    this.lockingScript = p2pkhScript(publicKeyHash);
  }

  /** DER signature with low S and the nonce of RFC 6979: the same digest always gives the same bytes. */
  sign(digest: Uint8Array): Uint8Array {
    return valid(secp256k1.signMessageHashDER(this.#secret, digest));
  }

  /** The key of one worker's held address: BRC-42 with ourselves as counterparty, invoice number per worker. */
  deriveHeld(workerId: string): SigningKey {
    const shared = valid(secp256k1.mulTweakPublicKeyCompressed(this.publicKey, this.#secret));
    return this.#child(tweakOf(shared, heldProtocol, workerId));
  }

  /** The key of one deposit's address: BRC-42 with anyone as counterparty, invoice number per deposit. */
  deriveDeposit(depositId: string): SigningKey {
    return this.#child(tweakOf(this.publicKey, depositProtocol, depositId));
  }

  #child(tweak: Uint8Array): SigningKey {
    return new SigningKey(valid(secp256k1.addTweakPrivateKey(this.#secret, tweak)), this.network);
  }

  /** The secret in wallet import format. For handing a key out on purpose, never for logs or the store. */
  revealWif(): string {
    const payload = [networkPrefixes[this.network].wif, ...this.#secret, compressedFlag];
    return encodeBase58Check(Uint8Array.from(payload));
  }

  toJSON(): { address: string } {
    return { address: this.address };
  }

  toString(): string {
    return `SigningKey(${this.address})`;
  }

  [inspect.custom](): string {
    return this.toString();
  }
}

/** The key that holds the operator's coins. */
export type TreasuryKey = SigningKey;

export type WifRefusal =
  | 'not_base58'
  | 'bad_checksum'
  | 'wrong_length'
  | 'wrong_network'
  | 'uncompressed'
  | 'not_a_key';

export type TreasuryKeyResult =
  | { readonly ok: true; readonly key: TreasuryKey }
  | { readonly ok: false; readonly reason: WifRefusal; readonly message: string };

const wifMessages: Record<WifRefusal, string> = {
  not_base58: 'The private key (WIF) has characters that no key has, or is too short.',
  bad_checksum: 'The private key (WIF) is mistyped: its checksum does not match.',
  wrong_length: 'The private key (WIF) has the wrong length.',
  wrong_network: 'The private key (WIF) belongs to another network.',
  uncompressed: 'The private key (WIF) is of the old uncompressed kind, which is not supported.',
  not_a_key: 'The private key (WIF) is outside the range of secp256k1.',
};

/** The treasury's key from wallet import format, its checksum and network prefix checked here. */
export function treasuryKeyFromWif(wif: string, network: Network): TreasuryKeyResult {
  const decoded = decodeBase58Check(wif);
  if (!decoded.ok) return refusedWif(decoded.reason);
  const { payload } = decoded;
  const compressed = payload.length === secretBytes + 2 && payload.at(-1) === compressedFlag;
  if (!compressed && payload.length !== secretBytes + 1) return refusedWif('wrong_length');
  if (payload[0] !== networkPrefixes[network].wif) return refusedWif('wrong_network');
  if (!compressed) return refusedWif('uncompressed');
  const secret = payload.subarray(1, 1 + secretBytes);
  return isSecret(secret) ? { ok: true, key: new SigningKey(secret, network) } : refusedWif('not_a_key');
}

/** A new private key in wallet import format. `random` gives that many unpredictable bytes. */
export function freshWif(network: Network, random: (bytes: number) => Uint8Array): string {
  for (;;) {
    const secret = random(secretBytes);
    if (isSecret(secret)) return new SigningKey(secret, network).revealWif();
  }
}

/** The address where a worker without an address of their own is paid, until they withdraw. */
export function heldAddress(treasury: TreasuryKey, workerId: string): string {
  return treasury.deriveHeld(workerId).address;
}

/** The key that spends from `heldAddress(treasury, workerId)`. */
export function heldKey(treasury: TreasuryKey, workerId: string): SigningKey {
  return treasury.deriveHeld(workerId);
}

/**
 * The locking script (hex) of a deposit's address, from the treasury's public key (33 bytes, hex): who takes deposits in
 * needs no key that could spend them.
 */
export function depositScript(treasuryPublicKey: string, depositId: string): string {
  const publicKey = trustedHex(treasuryPublicKey);
  const tweak = tweakOf(publicKey, depositProtocol, depositId);
  return p2pkhScript(hash160(valid(secp256k1.addTweakPublicKeyCompressed(publicKey, tweak))));
}

/** BRC-42: what is added to a key for a protocol and an id under it. */
function tweakOf(shared: Uint8Array, protocol: string, id: string): Uint8Array {
  if (id.length < 1 || id.length > keyIdLengthMax)
    throw new RangeError(`the id of a derived key has 1 to ${keyIdLengthMax} characters`);
  return createHmac('sha256', shared).update(`${protocol}-${id}`, 'utf8').digest();
}

/** True for 32 bytes that are a private key of secp256k1: not zero and below the order of the curve. */
export function isSecret(bytes: Uint8Array): boolean {
  return bytes.length === secretBytes && secp256k1.validatePrivateKey(Uint8Array.from(bytes));
}

function valid(result: Uint8Array | string): Uint8Array {
  // libauth reports misuse as text; its arguments were checked, so this is a broken invariant.
  if (typeof result === 'string') throw new Error(`secp256k1: ${result}`);
  return result;
}

function refusedWif(reason: WifRefusal): TreasuryKeyResult {
  return { ok: false, reason, message: wifMessages[reason] };
}
