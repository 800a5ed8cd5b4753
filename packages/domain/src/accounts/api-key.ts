import type { CustomerPermission } from '../names.ts';

export interface ApiKeyRecord {
  readonly keyId: string;
  readonly customerId: string;
  /** SHA-256 of the raw key, hex. The raw key is never stored. */
  readonly hash: string;
  /** First characters, for people to tell keys apart. */
  readonly hint: string;
  /** What its owner calls it. */
  readonly name?: string;
  readonly createdAtMs: number;
  /** What it may do; absent: everything, also what comes later. */
  readonly scopes?: readonly CustomerPermission[];
  /** From then on it opens nothing; absent: until it is revoked. */
  readonly expiresAtMs?: number;
  /** Only `apiKeys` returns it, and with a delay: uses are recorded in intervals. */
  readonly lastUsedAtMs?: number;
}

export interface AddApiKey {
  readonly key: ApiKeyRecord;
  /** Keys in force that the customer may have. */
  readonly liveMax: number;
}
export type AddApiKeyOutcome = 'added' | 'too_many' | 'no_customer';

export interface RevokeApiKey {
  readonly customerId: string;
  readonly keyId: string;
  readonly nowMs: number;
  /** The customer has people who get in without a key, so that the last one may go too. */
  readonly isLastToo?: boolean;
}
/** `not_found`: the customer has, and had, no such key. */
export type RevokeApiKeyOutcome = 'revoked' | 'last_key' | 'not_found';

/** A key as its customer has it: in force, taken out of force, or never there. */
export type KeyStanding = 'live' | 'revoked' | 'unknown';

/** `add`: the key is to be stored, then it is added; else the answer. `liveKeys`: those in force. */
export function additionOf(
  standing: KeyStanding,
  liveKeys: number,
  liveMax: number,
): 'add' | AddApiKeyOutcome {
  if (standing !== 'unknown') return 'added';
  return liveKeys >= liveMax ? 'too_many' : 'add';
}

/**
 * `revoke`: the key is to be taken out of force, then it is revoked; else the answer. `live`: the customer's keys that are not
 * revoked. The last that makes keys and does not end by itself stays: without it nobody could make another.
 */
export function revocationOf(
  standing: KeyStanding,
  { keyId, isLastToo = false }: Pick<RevokeApiKey, 'keyId' | 'isLastToo'>,
  live: readonly ApiKeyRecord[],
): 'revoke' | RevokeApiKeyOutcome {
  if (standing === 'unknown') return 'not_found';
  if (standing === 'revoked') return 'revoked';
  const lasting = live.filter(isLasting);
  const isLast = lasting.length === 1 && lasting[0]?.keyId === keyId;
  return isLast && !isLastToo ? 'last_key' : 'revoke';
}

const isLasting = ({ scopes, expiresAtMs }: ApiKeyRecord): boolean =>
  expiresAtMs === undefined && (scopes === undefined || scopes.includes('keys'));

/** The key as its owner sees it; null: it was not used yet. */
export function withLastUse(key: ApiKeyRecord, usedAtMs: number | null): ApiKeyRecord {
  return usedAtMs === null ? key : { ...key, lastUsedAtMs: usedAtMs };
}
