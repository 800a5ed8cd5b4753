import { existsSync, mkdirSync, readdirSync, rmdirSync } from 'node:fs';
import { open, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type JobRecord, uploadsFull } from '@asg/domain';
import { codeOf } from '@asg/domain/errors';
import { ObjectStoreFailure } from '@asg/object-store';
import type { JobReader } from '@asg/storage';
import { beyond, type JobBounds } from './bounds.ts';
import type { UploadFile } from './results.ts';
import { Waits } from './waits.ts';

const onlyOwner = 0o700;
const fileMode = 0o600;
const fileForm = /^(job_[0-9A-Z]{26})\.jsonl(?:\.half)?$/;
/** A file that was written to so lately may be an upload under way. */
const underWayMs = 3_600_000;

/** Room that a file reserves at a time where nobody knows how large it becomes. */
const roomBytes = 64 * 1024 * 1024;
/** A full disk, a user's share of it, and a disk that only reads. */
export const noSpaceCodes: ReadonlySet<string> = new Set(['ENOSPC', 'EDQUOT', 'EROFS']);

type Owner = Pick<JobRecord, 'jobId' | 'customerId'>;

/** The uploaded manifests on this machine, and copies of zips: a folder for each customer, a file for each job. */
export class Uploads {
  readonly #folder: string;
  /** Bytes reserved for uploads under way, by customer and job. */
  readonly #promised = new Map<string, Map<string, number>>();

  constructor(folder: string) {
    mkdirSync(folder, { recursive: true, mode: onlyOwner });
    this.#folder = folder;
  }

  path({ customerId, jobId }: Owner): string {
    return join(this.#folder, customerId, `${jobId}.jsonl`);
  }

  /** Where the upload is: those of older versions are in one folder for all. */
  async find(owner: Owner): Promise<string> {
    const old = join(this.#folder, `${owner.jobId}.jsonl`);
    return (await isThere(old)) ? old : this.path(owner);
  }

  /** A file for an upload of so many bytes, as far as they are known; null: the customer's uploads leave no room for it. */
  async begin(
    owner: Owner,
    bytes: number | null,
    { uploadBytesMax, customerUploadBytesMax }: JobBounds,
  ): Promise<UploadFile | null> {
    const largest = Math.min(uploadBytesMax, customerUploadBytesMax);
    const promised = Math.min(bytes ?? 0, largest);
    if (!(await this.promise(owner, promised, customerUploadBytesMax))) return null;
    return {
      path: this.path(owner),
      bytesMax: bytes === null ? largest : promised,
      hasRoom: this.room(owner, customerUploadBytesMax, promised),
    };
  }

  /**
   * Keeps a copy of a manifest that was not uploaded, as large as an upload may be: where it is, once it is whole. Rejects with an
   * `ObjectStoreFailure`, or with `Waits` where the customer's files take up their room.
   */
  async copy(
    owner: Owner,
    body: AsyncIterable<Uint8Array>,
    { uploadBytesMax, customerUploadBytesMax }: JobBounds,
    onBytes: (length: number) => void,
  ): Promise<string> {
    const bytesMax = Math.min(uploadBytesMax, customerUploadBytesMax);
    const path = this.path(owner);
    const half = `${path}.half`;
    let length = 0;
    const room = this.room(owner, customerUploadBytesMax);
    const has = async (bytes: number): Promise<void> => {
      if (!(await room(bytes))) throw new Waits(uploadsFull(customerUploadBytesMax));
    };
    try {
      await has(0);
      await using file = await open(half, 'w', fileMode);
      for await (const piece of body) {
        length += piece.length;
        if (length > bytesMax)
          throw beyond('JOB_UPLOAD_MAX_BYTES', `the zip is larger than ${bytesMax} bytes`);
        await has(length);
        await file.writeFile(piece);
        onBytes(piece.length);
      }
      await file.sync();
      await rename(half, path);
      return path;
    } catch (error) {
      await rm(half, { force: true });
      if (noSpaceCodes.has(String(codeOf(error))))
        throw new ObjectStoreFailure('unavailable', 'there is no space for a copy of the zip now');
      throw error;
    } finally {
      this.keep(owner);
    }
  }

  /**
   * Room for a file of which nobody knows how large it becomes: whether it may have that many bytes, asked as it grows and promised some
   * at a time. The first `bytes` of it are promised already.
   */
  room(owner: Owner, bytesMax: number, bytes = -1): (length: number) => Promise<boolean> {
    let promised = bytes;
    return async (length) => {
      if (length <= promised) return true;
      for (const wanted of [Math.min(bytesMax, length + roomBytes), length]) {
        if (!(await this.promise(owner, wanted, bytesMax))) continue;
        promised = wanted;
        return true;
      }
      return false;
    };
  }

  /** Promises room for `bytes` to an upload until it is dropped or kept; false: the customer's uploads would be more than `bytesMax`. */
  async promise(owner: Owner, bytes: number, bytesMax: number): Promise<boolean> {
    const { customerId, jobId } = owner;
    const mine = this.#promised.get(customerId) ?? new Map<string, number>();
    this.#promised.set(customerId, mine.set(jobId, bytes));
    mkdirSync(join(this.#folder, customerId), { recursive: true, mode: onlyOwner });
    const kept = await this.#keptBytes(customerId, mine);
    const promised = [...mine.values()].reduce((sum, one) => sum + one, 0);
    if (kept + promised <= bytesMax) return true;
    this.keep(owner);
    return false;
  }

  /** The upload is over: what there is of it counts as it is. */
  keep({ customerId, jobId }: Owner): void {
    const mine = this.#promised.get(customerId);
    mine?.delete(jobId);
    if (mine?.size === 0) this.#promised.delete(customerId);
  }

  async drop(owner: Owner): Promise<void> {
    this.keep(owner);
    const path = await this.find(owner);
    for (const one of [path, `${path}.half`]) await rm(one, { force: true });
    if (!this.#promised.has(owner.customerId)) removeIfEmpty(join(this.#folder, owner.customerId));
  }

  /** Removes up to `limit` files that no job reads any more, or that a process left behind that died while it received them. The number removed. */
  async sweep(jobs: Pick<JobReader, 'get'>, nowMs: number, limit: number): Promise<number> {
    let removed = 0;
    for (const folder of await readdir(this.#folder, { withFileTypes: true })) {
      const own = join(this.#folder, folder.name);
      const names = folder.isDirectory() ? await readdir(own) : [folder.name];
      for (const name of names) {
        if (removed >= limit) return removed;
        const jobId = fileForm.exec(name)?.[1];
        if (jobId === undefined) continue;
        const path = folder.isDirectory() ? join(own, name) : own;
        if (!(await isLeftBehind(jobs, jobId, path, nowMs))) continue;
        await rm(path, { force: true });
        removed++;
      }
      if (folder.isDirectory() && !this.#promised.has(folder.name)) removeIfEmpty(own);
    }
    return removed;
  }

  async #keptBytes(customerId: string, promised: ReadonlyMap<string, number>): Promise<number> {
    const folder = join(this.#folder, customerId);
    let bytes = 0;
    for (const name of await readdir(folder)) {
      if (promised.has(name.replace(/\.jsonl(?:\.half)?$/, ''))) continue;
      bytes += await stat(join(folder, name)).then(
        ({ size }) => size,
        () => 0,
      );
    }
    return bytes;
  }
}

export const isThere = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );

/** At once: between a look and its consequence no upload can begin. */
function removeIfEmpty(folder: string): void {
  if (existsSync(folder) && readdirSync(folder).length === 0) rmdirSync(folder);
}

/** Whether no job will read the file again. */
async function isLeftBehind(
  jobs: Pick<JobReader, 'get'>,
  jobId: string,
  path: string,
  nowMs: number,
): Promise<boolean> {
  const job = (await jobs.get(jobId))?.job;
  // A cancelled job reads on no more, whatever became of its tasks.
  if (job !== undefined) return job.ingestedAtMs !== null || job.endedAtMs !== null;
  const written = await stat(path).then(
    ({ mtimeMs }) => mtimeMs,
    () => nowMs,
  );
  return nowMs - written > underWayMs;
}
