import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { type BlobStore, bucketBlobs, folderBlobs, halvesName } from '@asg/assets';
import { createObjectStore, isBucketRef } from '@asg/object-store';
import { createOutbound, type Outbound } from '@asg/outbound';
import { IdMint, systemClock, systemRandom } from '@asg/runtime';
import { BackupError } from '../data-folder/backup.ts';
import { namedBucket } from '../settings/asset-settings.ts';
import { readConfig } from '../settings/config.ts';
import type { StoreDigest } from '../stores/digest-sums.ts';

const nameBytes = 16;
/** The last is of writes on their way. */
const ownNames: ReadonlySet<string> = new Set(['state', 'pieces', halvesName]);
const listName = { customerId: 'state', sha256: 'backup.json' };

/** Where a backup of a cluster lies. */
export interface BackupPlace {
  /** A folder, or `s3://bucket/prefix` or `gs://bucket/prefix`. */
  readonly place: string;
  /** A file with the credentials of the bucket; null: ASSETS_CREDENTIALS. */
  readonly credentials: string | null;
  readonly environment: NodeJS.ProcessEnv;
}

/** Records, compressed, under the SHA-256 of their bytes. */
export interface Piece {
  readonly sha256: string;
  readonly bytes: number;
  readonly records: number;
  /** From 1: what a later one has is newer. */
  readonly pass: number;
}

/** How far a backup is, and what it is in the end. */
export interface BackupList {
  readonly format: 'asg cluster backup 1';
  readonly version: string;
  readonly store: string;
  /** RFC 3339: when it was begun. */
  readonly began_at: string;
  /** RFC 3339: the moment that it shows; null: it is not whole. */
  readonly made_at: string | null;
  /** Begin of the last whole pass, Unix ms; null: the first is not over. */
  readonly pass_began_ms: number | null;
  /** Where the first pass goes on. */
  readonly next_partition: number;
  readonly passes: number;
  readonly pieces: readonly Piece[];
  readonly records: number;
  /** How long writes were held at the end. */
  readonly held_ms: number;
  readonly digest: StoreDigest;
}

/** The files of one backup. */
export class Shelf implements AsyncDisposable {
  readonly #blobs: BlobStore;
  readonly #outbound: Outbound;

  /** Throws a BackupError for a folder in which there is something else. */
  constructor({ place, credentials, environment }: BackupPlace) {
    if (!isBucketRef(place)) assertOwn(place);
    const { ASG_STORE: _store, ...rest } = environment;
    const { gcsEndpoint, insecureHosts } = readConfig(rest);
    this.#outbound = createOutbound({ allowedHosts: insecureHosts });
    const ids = new IdMint(systemClock, systemRandom);
    this.#blobs = isBucketRef(place)
      ? bucketBlobs(
          createObjectStore({ outbound: this.#outbound, gcsEndpoint }),
          namedBucket(
            {
              url: place,
              credentials:
                credentials === null
                  ? (environment.ASSETS_CREDENTIALS ?? '')
                  : readFileSync(credentials, 'utf8'),
            },
            { url: place, credentials: credentials === null ? 'ASSETS_CREDENTIALS' : '--credentials' },
          ),
          new AbortController().signal,
        )
      : folderBlobs(place, () => ids.hex(nameBytes));
  }

  /** Null: there is no backup, begun or whole. Throws a BackupError for a list that is none. */
  async list(): Promise<BackupList | null> {
    const bytes = await this.#read(listName);
    if (bytes === null) return null;
    try {
      const list = JSON.parse(bytes.toString()) as BackupList;
      if (list.format === 'asg cluster backup 1' && Array.isArray(list.pieces)) return list;
    } catch (error) {
      throw new BackupError('state/backup.json is not the list of a backup', { cause: error });
    }
    throw new BackupError('state/backup.json is not the list of a backup of a cluster');
  }

  async save(list: BackupList): Promise<void> {
    await this.#blobs.put(listName, Buffer.from(`${JSON.stringify(list)}\n`));
  }

  /** Durable once it resolves. */
  async put(lines: readonly string[], pass: number): Promise<Piece> {
    const bytes = gzipSync(lines.join('\n'), { level: 1 });
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    await this.#blobs.put({ customerId: 'pieces', sha256 }, bytes);
    return { sha256, bytes: bytes.length, records: lines.length, pass };
  }

  /** The records of a piece. Throws a BackupError that names it where it is missing or damaged. */
  async lines({ sha256, records }: Piece): Promise<readonly string[]> {
    const bytes = await this.#read({ customerId: 'pieces', sha256 });
    if (bytes === null) throw new BackupError(`pieces/${sha256} is missing in the backup`);
    if (createHash('sha256').update(bytes).digest('hex') !== sha256)
      throw new BackupError(`pieces/${sha256} is damaged: its SHA-256 is not its name`);
    const lines = gunzipSync(bytes).toString().split('\n');
    if (lines.length !== records) throw new BackupError(`pieces/${sha256} does not hold ${records} records`);
    return lines;
  }

  async #read(key: { readonly customerId: string; readonly sha256: string }): Promise<Buffer | null> {
    const body = await this.#blobs.get(key);
    if (body === null) return null;
    const parts: Uint8Array[] = [];
    for await (const part of body) parts.push(part);
    return Buffer.concat(parts);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#outbound[Symbol.asyncDispose]();
  }
}

/** Throws a BackupError for a folder that holds no backup of a cluster, begun or whole; such a one is not made. */
export function assertBackup(place: string): void {
  if (isBucketRef(place) || existsSync(join(place, listName.customerId, listName.sha256))) return;
  throw new BackupError(`${place} is no backup of a cluster`);
}

function assertOwn(folder: string): void {
  const other = existsSync(folder) && readdirSync(folder).find((name) => !ownNames.has(name));
  if (other)
    throw new BackupError(
      `${folder} is not empty, and ${other} in it is of no backup of a cluster: name a folder that is, or does not exist`,
    );
}
