import { hkdfSync, timingSafeEqual } from 'node:crypto';
import {
  type AssignmentParts,
  assignmentBytes,
  assignmentOf,
  assignmentPrefix,
  bytesOfDigits,
  digitsOfBytes,
  extentBytes,
  extentOfBytes,
  type HistoryPlace,
  historyPlaceBytes,
  historyPlaceOf,
  type ItemExtent,
  type ItemSeen,
  idPrefixes,
  lookBytes,
  practicePrefix,
  type ShownAs,
  ulidBytes,
  ulidLength,
  unsealedAssignment,
} from '@asg/domain';
import { at } from '@asg/values/present';
import { Recent } from '@asg/values/recent';
import { ShortHmac } from './short-hmac.ts';

const keyBytes = 32;
/** Of what authenticates, which is the iv of what is sealed. */
const tagBytes = 16;
const assignmentForm = /^asn_[A-Za-z0-9_-]{48}$/;
const practiceForm = /^prc_[A-Za-z0-9_-]{43}$/;
const placeForm = /^[A-Za-z0-9_-]{52}$/;
/** Ids that are remembered as they were sealed, of some 200 bytes each: a label comes soon after its claim. */
const rememberedMax = 10_000;
/** Without how large the item is: of what cannot be shown, and of tokens from before that was in them. */
const lookForm = /^(?:[A-Za-z0-9_-]{22}|[A-Za-z0-9_-]{32})$/;

interface SealingKey {
  readonly mac: ShortHmac;
  readonly cipher: ShortHmac;
}
interface SealingKeys {
  readonly assignments: SealingKey;
  readonly places: SealingKey;
  readonly practice: SealingKey;
  readonly looks: ShortHmac;
}

/**
 * Makes the ids that workers see of what they hold, and opens them again without a look-up: an iv, which is an HMAC of the worker
 * and what is sealed, and the sealed under an HMAC of the iv (SIV by Rogaway and Shrimpton), so that the same claim has the same id
 * in each process. Nothing can be told from one, not even whether two are of the same task.
 */
export class AssignmentIds {
  readonly #encryptionKeys: () => readonly string[];
  /** By id, its worker, task and nonce: one text each, since a collector looks at every object again and again. */
  readonly #remembered = new Recent<string>(rememberedMax);
  #keys: readonly SealingKeys[] | null = null;

  /** `encryptionKeys`: 64 hex digits each; the first seals, all open. Asked once, when they are first needed. */
  constructor(encryptionKeys: () => readonly string[]) {
    this.#encryptionKeys = encryptionKeys;
  }

  seal(workerId: string, parts: AssignmentParts): string {
    const id = assignmentPrefix + sealed(at(this.#derived, 0).assignments, workerId, assignmentBytes(parts));
    this.#remembered.set(id, `${workerId} ${parts.taskId} ${parts.nonce}`);
    return id;
  }

  /** Null: it is no assignment id, it was changed, or it is another worker's. */
  open(workerId: string, id: string): AssignmentParts | null {
    const [sealedFor, taskId, nonce] = this.#remembered.get(id)?.split(' ') ?? [];
    if (sealedFor === workerId && taskId !== undefined && nonce !== undefined) return { taskId, nonce };
    if (!assignmentForm.test(id)) return unsealedAssignment(workerId, id);
    const text = id.slice(assignmentPrefix.length);
    const bytes = this.#opened(text, workerId, ({ assignments }) => assignments);
    return bytes === null ? null : assignmentOf(bytes);
  }

  /** A cursor of the worker's history. */
  sealPlace(workerId: string, place: HistoryPlace): string {
    return sealed(at(this.#derived, 0).places, workerId, historyPlaceBytes(place));
  }

  openPlace(workerId: string, cursor: string): HistoryPlace | null {
    if (!placeForm.test(cursor)) return null;
    const bytes = this.#opened(cursor, workerId, ({ places }) => places);
    return bytes === null ? null : historyPlaceOf(bytes);
  }

  /** Of an item of practice, for this worker. */
  sealPractice(workerId: string, goldId: string): string {
    const bytes = bytesOfDigits(goldId.slice(idPrefixes.gold.length), ulidBytes);
    return practicePrefix + sealed(at(this.#derived, 0).practice, workerId, bytes);
  }

  openPractice(workerId: string, id: string): string | null {
    if (!practiceForm.test(id)) return null;
    const bytes = this.#opened(id.slice(practicePrefix.length), workerId, ({ practice }) => practice);
    return bytes === null ? null : idPrefixes.gold + digitsOfBytes(bytes, ulidLength);
  }

  /**
   * What a worker is told who fetched the item of their assignment, or of practice: at most 32 characters, the same at each process
   * and each time. It says how large the item is, where that is known.
   */
  lookToken(workerId: string, as: ShownAs, extent: ItemExtent | null): string {
    const size = extentBytes(extent);
    const tag = tagOf(at(this.#derived, 0).looks, workerId, lookBytes(as, size));
    return Buffer.concat([tag, size]).toString('base64url');
  }

  /** What it says; null: it was not told to this worker of this assignment, or was changed. */
  openLook(workerId: string, as: ShownAs, token: string): ItemSeen | null {
    if (!lookForm.test(token)) return null;
    const given = Buffer.from(token, 'base64url');
    const [tag, size] = [given.subarray(0, tagBytes), given.subarray(tagBytes)];
    const bytes = lookBytes(as, size);
    const isOurs = this.#derived.some(({ looks }) => timingSafeEqual(tag, tagOf(looks, workerId, bytes)));
    return isOurs ? { extent: extentOfBytes(size) } : null;
  }

  #opened(text: string, workerId: string, keyOf: (keys: SealingKeys) => SealingKey): Uint8Array | null {
    const bytes = Buffer.from(text, 'base64url');
    for (const keys of this.#derived) {
      const opened = openedWith(keyOf(keys), workerId, bytes);
      if (opened !== null) return opened;
    }
    return null;
  }

  get #derived(): readonly SealingKeys[] {
    this.#keys ??= this.#encryptionKeys().map((key) => ({
      assignments: derived(key, 'assignment ids'),
      places: derived(key, 'history cursors'),
      practice: derived(key, 'practice items'),
      looks: derived(key, 'looks at items').mac,
    }));
    return this.#keys;
  }
}

function sealed(key: SealingKey, workerId: string, bytes: Uint8Array): string {
  const iv = ivOf(key, workerId, bytes);
  return Buffer.concat([iv, masked(key, iv, bytes)]).toString('base64url');
}

/** Hides up to 32 bytes, or shows them again. */
function masked({ cipher }: SealingKey, iv: Uint8Array, bytes: Uint8Array): Uint8Array {
  const mask = cipher.of(iv);
  // Not `map`: on a part of a buffer it takes ten times as long.
  const hidden = new Uint8Array(bytes.length);
  for (let i = 0; i < bytes.length; i++) hidden[i] = at(bytes, i) ^ at(mask, i);
  return hidden;
}

/** Null: it was sealed under another key or for another worker, or not by us. */
function openedWith(key: SealingKey, workerId: string, bytes: Uint8Array): Uint8Array | null {
  const iv = bytes.subarray(0, tagBytes);
  const opened = masked(key, iv, bytes.subarray(tagBytes));
  return timingSafeEqual(iv, ivOf(key, workerId, opened)) ? opened : null;
}

function ivOf({ mac }: SealingKey, workerId: string, bytes: Uint8Array): Uint8Array {
  return tagOf(mac, workerId, bytes);
}

/** 16 bytes. The worker's id is preceded by its length: no two pairs of worker and bytes are one text. */
function tagOf(mac: ShortHmac, workerId: string, bytes: Uint8Array): Buffer {
  const worker = Buffer.from(`0000${workerId}`);
  worker.writeUInt32BE(worker.length - 4);
  return mac.of(worker, bytes).subarray(0, tagBytes);
}

function derived(encryptionKey: string, purpose: string): SealingKey {
  const ofPurpose = (part: string): ShortHmac => {
    const info = `asg ${purpose} ${part}`;
    return new ShortHmac(
      new Uint8Array(hkdfSync('sha256', Buffer.from(encryptionKey, 'hex'), '', info, keyBytes)),
    );
  };
  return { mac: ofPurpose('mac'), cipher: ofPurpose('cipher') };
}
