import { isRecord } from '@asg/values/json';
import type { Actor } from '../people/actor.ts';
import type { Sha256 } from '../sha256.ts';
import { canonicalJson } from './canonical.ts';
import type { TrailAction, TrailOutcome } from './names.ts';

/** Ids, names of closed sets, numbers: nothing that a person typed, nothing secret. */
export type TrailFacts = Readonly<Record<string, string | number | boolean | null | readonly string[]>>;

/** What is to be entered, by an id of its own: entered again under that id it is the same entry. */
export interface TrailDraft {
  readonly id: string;
  readonly atMs: number;
  readonly action: TrailAction;
  /** Null: nobody knows who it was. */
  readonly actor: Actor | null;
  /** The id of what was changed. */
  readonly object: string | null;
  readonly requestId: string | null;
  readonly before: TrailFacts | null;
  readonly after: TrailFacts | null;
  /** What is about people, or was typed by them: the hash has salted hashes of it, so that it can be erased. */
  readonly personal: Readonly<Record<string, string>>;
  /** 32 hex digits, of this entry alone. */
  readonly salt: string;
}

/** An entry as it is stored. */
export interface TrailEntry {
  /** Whose trail it is in: an organisation, a worker, or the house. */
  readonly ownerId: string;
  /** Its place there, from 1. */
  readonly number: number;
  readonly atMs: number;
  /** What is hashed: canonical JSON of a `TrailRecord`. */
  readonly text: string;
  /** SHA-256 of the text, hex. */
  readonly hash: string;
  /** Null: erased. */
  readonly personal: { readonly salt: string; readonly values: Readonly<Record<string, string>> } | null;
}

/** What the text of an entry says. */
export interface TrailRecord {
  readonly action: TrailAction;
  readonly actor: { readonly kind: Actor['kind']; readonly id: string | null } | null;
  readonly after: TrailFacts | null;
  /** RFC 3339, UTC, milliseconds. */
  readonly at: string;
  readonly before: TrailFacts | null;
  readonly number: number;
  readonly object: string | null;
  readonly outcome: TrailOutcome;
  readonly owner: string;
  /** Hashes of the personal values, by their names. */
  readonly personal: Readonly<Record<string, string>>;
  /** The hash of the entry before; zeros for the first. */
  readonly previous: string;
  readonly request_id: string | null;
  readonly version: 1;
}

export const noTrailHash = '0'.repeat(64);

const utf8 = new TextEncoder();
const hexOf = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');

/** SHA-256 of the text's UTF-8 bytes, hex. */
export function trailHash(text: string, sha256: Sha256): string {
  return hexOf(sha256(utf8.encode(text)));
}

function personalHash(salt: string, name: string, value: string, sha256: Sha256): string {
  return trailHash(`${salt}\n${name}\n${value}`, sha256);
}

function actorRecord(actor: Actor | null): TrailRecord['actor'] {
  if (actor === null) return null;
  switch (actor.kind) {
    case 'key':
      return { kind: 'key', id: actor.keyId };
    case 'member':
      return { kind: 'member', id: actor.personId };
    case 'worker':
      return { kind: 'worker', id: actor.workerId };
    case 'operator':
      return { kind: 'operator', id: actor.personId };
    case 'system':
      return { kind: 'system', id: null };
  }
}

/** The entry after the one that has `previous` for its hash. */
export function trailEntry(
  draft: TrailDraft,
  {
    ownerId,
    number,
    previous,
    outcome,
  }: {
    readonly ownerId: string;
    readonly number: number;
    readonly previous: string;
    readonly outcome: TrailOutcome;
  },
  sha256: Sha256,
): TrailEntry {
  const { atMs, salt, personal: values } = draft;
  const hashes = Object.entries(values).map(([name, value]) => [
    name,
    personalHash(salt, name, value, sha256),
  ]);
  const record: TrailRecord = {
    action: draft.action,
    actor: actorRecord(draft.actor),
    after: draft.after,
    at: new Date(atMs).toISOString(),
    before: draft.before,
    number,
    object: draft.object,
    outcome,
    owner: ownerId,
    personal: Object.fromEntries(hashes),
    previous,
    request_id: draft.requestId,
    version: 1,
  };
  const text = canonicalJson(record);
  return { ownerId, number, atMs, text, hash: trailHash(text, sha256), personal: { salt, values } };
}

/** What the entry says; null: its text was damaged. */
export function trailRecordOf({ text }: Pick<TrailEntry, 'text'>): TrailRecord | null {
  try {
    const value: unknown = JSON.parse(text);
    return isTrailRecord(value) ? value : null;
  } catch {
    return null;
  }
}

function isTrailRecord(value: unknown): value is TrailRecord {
  return (
    isRecord(value) &&
    typeof value.number === 'number' &&
    typeof value.owner === 'string' &&
    typeof value.previous === 'string' &&
    typeof value.action === 'string' &&
    typeof value.at === 'string' &&
    isRecord(value.personal)
  );
}

/** What is wrong with an entry that is to stand at this place; null: nothing. `previous` null: the entry before it is not known. */
export function trailEntryProblem(
  entry: TrailEntry,
  {
    ownerId,
    number,
    previous,
  }: Pick<TrailEntry, 'ownerId' | 'number'> & {
    readonly previous: string | null;
  },
  sha256: Sha256,
): string | null {
  const record = trailRecordOf(entry);
  if (trailHash(entry.text, sha256) !== entry.hash) return 'its text was changed';
  if (record === null) return 'its text is no entry';
  if (record.owner !== ownerId || record.number !== number)
    return `entry ${record.number} of ${record.owner} stands in its place`;
  if (previous !== null && record.previous !== previous)
    return 'it does not follow the entry before it, which was changed or exchanged';
  if (entry.personal === null) return null;
  const { salt, values } = entry.personal;
  const names = Object.keys(record.personal);
  const isSame =
    names.length === Object.keys(values).length &&
    names.every((name) => {
      const value = Object.hasOwn(values, name) ? values[name] : undefined;
      return value !== undefined && personalHash(salt, name, value, sha256) === record.personal[name];
    });
  return isSame ? null : 'what it says of people was changed';
}
