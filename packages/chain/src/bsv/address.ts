import { Buffer } from 'node:buffer';
import type { Network } from '@asg/domain';
import { decodeBase58Check, encodeBase58Check } from './base58check.ts';
import { trustedHex } from './bytes.ts';

/** Version bytes of P2PKH addresses and private keys (WIF). Private chains use the test network's. */
export const networkPrefixes = {
  local: { address: 0x6f, wif: 0xef },
  regtest: { address: 0x6f, wif: 0xef },
  test: { address: 0x6f, wif: 0xef },
  main: { address: 0x00, wif: 0x80 },
} as const satisfies Record<Network, { address: number; wif: number }>;

/** Pay-to-script-hash prefixes (main, test): known, so that the refusal can say what is wrong. */
const p2shPrefixes: readonly number[] = [0x05, 0xc4];
const publicKeyHashBytes = 20;
const p2pkh = /^76a914([0-9a-f]{40})88ac$/;

export type AddressRefusal =
  | 'not_base58'
  | 'bad_checksum'
  | 'wrong_length'
  | 'not_p2pkh'
  | 'wrong_network'
  | 'unknown_prefix';

export type LockingScriptResult =
  | { readonly ok: true; readonly lockingScript: string }
  | { readonly ok: false; readonly reason: AddressRefusal; readonly message: string };

const addressMessages: Record<AddressRefusal, string> = {
  not_base58: 'The address has characters that no address has, or is too short.',
  bad_checksum: 'The address is mistyped: its checksum does not match.',
  wrong_length: 'The address has the wrong length.',
  not_p2pkh: 'This is a script address; payments are made to P2PKH addresses only.',
  wrong_network: 'The address belongs to another network.',
  unknown_prefix: 'The address has a prefix that no network uses.',
};

/** The P2PKH locking script (hex) of an address of `network`, or why it cannot be paid. */
export function lockingScriptOfAddress(address: string, network: Network): LockingScriptResult {
  const decoded = decodeBase58Check(address);
  if (!decoded.ok) return refusedAddress(decoded.reason);
  const [prefix] = decoded.payload;
  if (decoded.payload.length !== 1 + publicKeyHashBytes) return refusedAddress('wrong_length');
  if (prefix === networkPrefixes[network].address) {
    return { ok: true, lockingScript: p2pkhScript(decoded.payload.subarray(1)) };
  }
  if (p2shPrefixes.some((each) => each === prefix)) return refusedAddress('not_p2pkh');
  const known = Object.values(networkPrefixes).some((prefixes) => prefixes.address === prefix);
  return refusedAddress(known ? 'wrong_network' : 'unknown_prefix');
}

/** The address of a P2PKH locking script (hex) on `network`; undefined for any other script. */
export function addressOfLockingScript(lockingScript: string, network: Network): string | undefined {
  const publicKeyHash = p2pkh.exec(lockingScript)?.[1];
  return publicKeyHash === undefined ? undefined : addressOfPublicKeyHash(trustedHex(publicKeyHash), network);
}

/** Whether a locking script (lower-case hex) pays to a public key hash, and does nothing else. */
export function isP2pkhScript(lockingScript: string): boolean {
  return p2pkh.test(lockingScript);
}

export function addressOfPublicKeyHash(publicKeyHash: Uint8Array, network: Network): string {
  return encodeBase58Check(Buffer.concat([Buffer.of(networkPrefixes[network].address), publicKeyHash]));
}

/** OP_DUP OP_HASH160 <hash> OP_EQUALVERIFY OP_CHECKSIG, as hex. */
export function p2pkhScript(publicKeyHash: Uint8Array): string {
  return `76a914${Buffer.from(publicKeyHash).toString('hex')}88ac`;
}

function refusedAddress(reason: AddressRefusal): LockingScriptResult {
  return { ok: false, reason, message: addressMessages[reason] };
}
