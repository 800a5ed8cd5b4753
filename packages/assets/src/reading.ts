import { type AssetRecord, assetNamed, isKept, type Task } from '@asg/domain';
import type { Storage } from '@asg/storage';
import type { BlobStore } from './blob-store.ts';

/** An asset's content as it was given. */
export interface AssetContent {
  readonly asset: AssetRecord;
  readonly body: AsyncIterable<Uint8Array>;
}

/** A task of one customer, of several that are asked about together. */
type ShownBy = Pick<Task, 'customerId' | 'dataUrl'>;

/** Whose item a task shows. Gold is the operator's task, and may be a customer's item. */
export function ownerOf({ customerId, gold }: Pick<Task, 'customerId' | 'gold'>): string {
  return gold?.owner ?? customerId;
}

/** Reads what customers gave by value. */
export class AssetReader {
  readonly #storage: Pick<Storage, 'assets'>;
  readonly #blobs: Pick<BlobStore, 'get'>;

  constructor(storage: Pick<Storage, 'assets'>, blobs: Pick<BlobStore, 'get'>) {
    this.#storage = storage;
    this.#blobs = blobs;
  }

  /** What a task shows, where it shows an asset; null: it is not kept any more. */
  async ofTask(task: Pick<Task, 'customerId' | 'dataUrl' | 'gold'>): Promise<AssetContent | null> {
    const sha256 = assetNamed(task.dataUrl);
    return sha256 === null ? null : this.content(ownerOf(task), sha256);
  }

  /** Whether the asset that a task shows is kept still; true where it shows none. */
  async isKept(task: Pick<Task, 'customerId' | 'dataUrl' | 'gold'>): Promise<boolean> {
    const sha256 = assetNamed(task.dataUrl);
    if (sha256 === null) return true;
    const asset = await this.#storage.assets.get({ customerId: ownerOf(task), sha256 });
    return isKept(asset);
  }

  /** Of the customer's own; null: there is none. */
  async content(customerId: string, sha256: string): Promise<AssetContent | null> {
    const asset = await this.#storage.assets.get({ customerId, sha256 });
    if (!isKept(asset)) return null;
    if (asset.text !== undefined) return { asset, body: bytesOf(asset.text) };
    const body = await this.#blobs.get(asset);
    return body === null ? null : { asset, body };
  }
}

/** The assets that tasks show, by the tasks' `dataUrl`, each read once; without those of which nothing is known any more. */
export async function assetsOf(
  storage: Pick<Storage, 'assets'>,
  tasks: readonly ShownBy[],
): Promise<ReadonlyMap<string, AssetRecord>> {
  const shown = new Map(tasks.map((task) => [task.dataUrl, task]));
  const found = await Promise.all(
    [...shown].map(async ([dataUrl, { customerId }]) => {
      const sha256 = assetNamed(dataUrl);
      if (sha256 === null) return [];
      const asset = await storage.assets.get({ customerId, sha256 });
      return asset === null ? [] : [[dataUrl, asset] as const];
    }),
  );
  return new Map(found.flat());
}

async function* bytesOf(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text);
}
