import type { JobDelivery, JobRecord } from '@asg/domain';
import {
  locationOf,
  type ObjectCredentials,
  type ObjectStore,
  ObjectStoreFailure,
  type ObjectStream,
} from '@asg/object-store';
import { CannotUnseal, type Sealer } from '@asg/runtime';
import { at, present } from '@asg/values/present';
import type { JobBounds } from './bounds.ts';
import { isThere, type Uploads } from './uploads.ts';

/** Where manifests are, and the buckets that results go to, with the credentials that open them. */
export class Manifests {
  readonly #store: ObjectStore;
  readonly #sealer: Sealer;
  readonly #uploads: Uploads;

  constructor(store: ObjectStore, sealer: Sealer, uploads: Uploads) {
    this.#store = store;
    this.#sealer = sealer;
    this.#uploads = uploads;
  }

  seal(jobId: string, credentials: ObjectCredentials): string {
    return this.#sealer.seal(JSON.stringify(credentials), contextOf(jobId));
  }

  /** Removes what was uploaded for the job, or copied. */
  dropFile(job: Pick<JobRecord, 'jobId' | 'customerId'>): Promise<void> {
    return this.#uploads.drop(job);
  }

  /**
   * The manifest as a file of this machine, for what is not read from its beginning to its end: that of the upload, or a copy, which is made
   * of `body` where it is open already. `onBytes` is told of what is copied. Rejects with an `ObjectStoreFailure`, or `Waits`.
   */
  async fileOf(
    job: JobRecord,
    body: AsyncIterable<Uint8Array> | null,
    bounds: JobBounds,
    signal: AbortSignal,
    onBytes: (length: number) => void,
  ): Promise<string> {
    const path = await this.#uploads.find(job);
    if (job.manifestUrl === null || (await isThere(path))) {
      // Begun, so that it can be ended.
      if (body !== null) for await (const _ of body) break;
      return path;
    }
    const bytes = body ?? (await this.open(job, 0, signal)).body;
    return this.#uploads.copy(job, bytes, bounds, onBytes);
  }

  /** The manifest from a byte on, the same as the job's cursor knows. Rejects with an `ObjectStoreFailure`. */
  async open(job: JobRecord, offset: number, signal: AbortSignal): Promise<ObjectStream> {
    const { tag } = job.cursor;
    if (job.manifestUrl === null) {
      const location = { kind: 'file', path: await this.#uploads.find(job) } as const;
      return this.#store.read({ location, credentials: null, offset, tag, signal });
    }
    const credentials = this.credentials(job);
    const location = locationOf(job.manifestUrl, credentials);
    if (location === null) throw new ObjectStoreFailure('refused', 'manifest_url leads nowhere');
    return this.#store.read({ location, credentials, offset, tag, signal });
  }

  /** Where each of the tasks' data can be read for so long: a signed address for what the job's credentials open. */
  async readableUrls(
    job: JobRecord,
    urls: readonly string[],
    valid: { readonly nowMs: number; readonly secondsMax: number },
  ): Promise<readonly string[]> {
    const credentials = this.credentials(job);
    if (credentials === null || job.cursor.needsCredentials !== true) return urls;
    const places = urls.map((url) => locationOf(url, credentials));
    const locations = places.flatMap((place) => (place?.kind === 's3' || place?.kind === 'gcs' ? place : []));
    const signed = (await this.#store.sign({ locations, credentials, ...valid })).values();
    return places.map((place, i) =>
      place?.kind === 's3' || place?.kind === 'gcs'
        ? present(signed.next().value, 'a signed URL')
        : at(urls, i),
    );
  }

  async deliver(
    job: JobRecord,
    delivery: JobDelivery,
    object: { name: string; contentType: string; body: () => AsyncIterable<Uint8Array> },
    signal: AbortSignal,
  ): Promise<void> {
    const credentials = this.credentials(job);
    if (credentials === null) throw new ObjectStoreFailure('refused', 'there are no credentials');
    const { contentType, body } = object;
    const key = `${delivery.prefix}${job.jobId}/${object.name}`;
    const location = { kind: delivery.type, bucket: delivery.bucket, key };
    await this.#store.write({ location, credentials, contentType, body, signal });
  }

  /** What opens the job's store; null: nothing does, or no longer. Throws an `ObjectStoreFailure` where the key is lost. */
  credentials({ jobId, credentials }: JobRecord): ObjectCredentials | null {
    if (credentials === null) return null;
    try {
      return JSON.parse(this.#sealer.unseal(credentials, contextOf(jobId))) as ObjectCredentials;
    } catch (error) {
      if (!(error instanceof CannotUnseal)) throw error;
      throw new ObjectStoreFailure('refused', 'the stored credentials cannot be opened any more');
    }
  }
}

const contextOf = (jobId: string): string => `job:${jobId}`;
