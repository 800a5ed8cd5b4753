import { createCipheriv, createDecipheriv, scryptSync } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { freshWif, type TreasuryKey, type TreasuryKeyResult, treasuryKeyFromWif } from '@asg/chain';
import { type Network, networks } from '@asg/domain';
import type { Random } from '@asg/runtime';
import { isRecord, isWhole } from '@asg/values/json';

const version = 1;
const algorithm = 'aes-256-gcm';
const keyBytes = 32;
const saltBytes = 16;
const nonceBytes = 12;
const tagBytes = 16;
/** About 0.4 s and 128 MB for each guess. */
const scryptCost = { n: 2 ** 17, r: 8, p: 1 } as const;
/** A file that asks for more than this to be opened is refused. */
const scryptMemoryBytesMax = 512 * 2 ** 20;
const scryptPMax = 16;
const fileBytesMax = 10_000;
const passphraseLengthMin = 12;

/** The treasury's key at rest. Binary fields are hex; what is in the clear is authenticated with the rest. */
interface KeyFile {
  readonly version: typeof version;
  readonly network: Network;
  readonly address: string;
  readonly kdf: {
    readonly name: 'scrypt';
    readonly n: number;
    readonly r: number;
    readonly p: number;
    readonly salt: string;
  };
  readonly cipher: {
    readonly name: typeof algorithm;
    readonly nonce: string;
    readonly ciphertext: string;
    readonly tag: string;
  };
}

/** The key, or what is wrong in words that follow the file's name and never hold a secret. */
export type KeyFileResult =
  | { readonly ok: true; readonly key: TreasuryKey }
  | { readonly ok: false; readonly message: string };

/** Where a key file is written, for which network and under which passphrase. */
export interface NewKeyFile {
  readonly file: string;
  readonly network: Network;
  readonly passphrase: string;
  /** The key in wallet import format; null: a new one is made. */
  readonly wif: string | null;
}

/**
 * Writes a key file, readable by its owner alone, and opens it again to see that it can be. Never overwrites: throws
 * the file system's error, as it does where the file cannot be written.
 */
export function writeKeyFile({ file, network, passphrase, wif }: NewKeyFile, random: Random): KeyFileResult {
  if (passphrase.length < passphraseLengthMin) {
    return { ok: false, message: `needs a passphrase of at least ${passphraseLengthMin} characters` };
  }
  const given: TreasuryKeyResult = treasuryKeyFromWif(
    wif ?? freshWif(network, (count) => random.bytes(count)),
    network,
  );
  if (!given.ok) return { ok: false, message: `cannot be made: ${given.message}` };
  const text = sealKey(given.key, passphrase, random);
  writeFileSync(file, text, { mode: 0o600, flag: 'wx', flush: true });
  return openKeyFile(file, passphrase, network);
}

/** The key in a file. Throws the file system's error where the file cannot be read. */
export function openKeyFile(file: string, passphrase: string, network: Network): KeyFileResult {
  const parsed = parsedFile(readFileSync(file, 'utf8'));
  if (typeof parsed === 'string') return { ok: false, message: parsed };
  if (parsed.network !== network)
    return { ok: false, message: `holds a key of the network ${parsed.network}, not of ${network}` };
  const wif = unseal(parsed, passphrase);
  if (wif === null)
    return { ok: false, message: 'does not open: the passphrase is another one, or the file was changed' };
  const result = treasuryKeyFromWif(wif, network);
  if (!result.ok) return { ok: false, message: `holds a key that cannot be used: ${result.message}` };
  if (result.key.address !== parsed.address)
    return { ok: false, message: `names the address ${parsed.address}, which is not that of its key` };
  return result;
}

function sealKey(key: TreasuryKey, passphrase: string, random: Random): string {
  const [salt, nonce] = [hexOf(random.bytes(saltBytes)), hexOf(random.bytes(nonceBytes))];
  const kdf = { name: 'scrypt', ...scryptCost, salt } as const;
  const head = { version, network: key.network, address: key.address, kdf } as const;
  const cipher = createCipheriv(algorithm, derived(passphrase, kdf), Buffer.from(nonce, 'hex'));
  cipher.setAAD(authenticated(head));
  const ciphertext = hexOf(Buffer.concat([cipher.update(key.revealWif(), 'utf8'), cipher.final()]));
  const tag = hexOf(cipher.getAuthTag());
  const file: KeyFile = { ...head, cipher: { name: algorithm, nonce, ciphertext, tag } };
  return `${JSON.stringify(file, null, 2)}\n`;
}

/** Null: it does not open. */
function unseal(file: KeyFile, passphrase: string): string | null {
  const { nonce, ciphertext, tag } = file.cipher;
  const key = derived(passphrase, file.kdf);
  const options = { authTagLength: tagBytes };
  try {
    const decipher = createDecipheriv(algorithm, key, Buffer.from(nonce, 'hex'), options);
    decipher.setAAD(authenticated(file)).setAuthTag(Buffer.from(tag, 'hex'));
    return Buffer.concat([decipher.update(ciphertext, 'hex'), decipher.final()]).toString('utf8');
  } catch {
    return null;
  }
}

function derived(passphrase: string, { n, r, p, salt }: KeyFile['kdf']): Buffer {
  const options = { N: n, r, p, maxmem: 2 * scryptMemoryBytesMax };
  return scryptSync(passphrase.normalize('NFKC'), Buffer.from(salt, 'hex'), keyBytes, options);
}

function authenticated({ version, network, address, kdf }: Omit<KeyFile, 'cipher'>): Buffer {
  const { name, n, r, p, salt } = kdf;
  return Buffer.from(JSON.stringify([version, network, address, name, n, r, p, salt]));
}

/** The file's content, or what is wrong with it. */
function parsedFile(text: string): KeyFile | string {
  if (text.length > fileBytesMax) return 'is no key file: it is too long';
  const file = jsonObject(text);
  if (file === null) return 'is no key file: it is not a JSON object; was it cut short?';
  if (file.version !== version)
    return `is of a version that is not known here; this program knows ${version}`;
  const checks: readonly (readonly [string, boolean])[] = [
    ['network', networks.some((network) => network === file.network)],
    ['address', typeof file.address === 'string'],
    ['kdf', isKdf(file.kdf)],
    ['cipher', isCipher(file.cipher)],
  ];
  const wrong = checks.find(([, isRight]) => !isRight);
  return wrong === undefined
    ? (file as unknown as KeyFile)
    : `is no key file: its ${wrong[0]} is not as it must be`;
}

/** What the parser says of a fault would quote the text. */
function jsonObject(text: string): Readonly<Record<string, unknown>> | null {
  try {
    return recordOrNull(JSON.parse(text));
  } catch {
    return null;
  }
}

const recordOrNull = (value: unknown) => (isRecord(value) ? value : null);

function isKdf(value: unknown): boolean {
  const { name, n, r, p, salt } = recordOrNull(value) ?? {};
  if (!isWhole(n, 1) || !isWhole(r, 1) || !isWhole(p, 1)) return false;
  const isPowerOfTwo = n > 1 && Number.isInteger(Math.log2(n));
  const isBounded = 128 * n * r <= scryptMemoryBytesMax && p <= scryptPMax;
  return name === 'scrypt' && isPowerOfTwo && isBounded && isHex(salt, saltBytes);
}

function isCipher(value: unknown): boolean {
  const { name, nonce, ciphertext, tag } = recordOrNull(value) ?? {};
  return name === algorithm && isHex(nonce, nonceBytes) && isHex(tag, tagBytes) && isHex(ciphertext);
}

function isHex(value: unknown, bytes?: number): boolean {
  const isText = typeof value === 'string' && /^(?:[0-9a-f]{2})+$/.test(value);
  return isText && (bytes === undefined || value.length === 2 * bytes);
}

function hexOf(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}
