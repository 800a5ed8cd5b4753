import { createHash } from 'node:crypto';
import { type AssetRecord, isKept } from '@asg/domain';
import { mapBounded } from '@asg/runtime';
import { assetIdlePlace, type Storage } from '@asg/storage';
import type { BlobStore } from './blob-store.ts';

const pageAssets = 100;
/** Each may be as large as an asset may. */
const atOnce = 4;

/** How far the bytes of a store's assets have come into another place. */
export interface CarriedAssets {
  /** The last asset that is dealt with, by its place in the list of the idle ones; null: none is. */
  readonly after: string | null;
  readonly copied: number;
  /** Were in place already, the same bytes. */
  readonly there: number;
  /** Of those that were copied. */
  readonly bytes: number;
  /** Are in neither place. */
  readonly missing: number;
  readonly isDone: boolean;
}

export const nothingCarried: CarriedAssets = {
  after: null,
  copied: 0,
  there: 0,
  bytes: 0,
  missing: 0,
  isDone: false,
};

/** Bytes that are not what their name says, or are nowhere. The message names them and what to do. */
export class AssetNotCarried extends Error {
  override readonly name = 'AssetNotCarried';
}

/**
 * Copies the bytes of a store's assets that are not records, a page of them, from where `at` says. What is in place is read back, and its SHA-256
 * is its name. Nothing may be written to the store meanwhile. Rejects with an `AssetNotCarried`: then nothing of the page counts.
 */
export async function carryAssets(
  { assets }: { readonly assets: Pick<Storage['assets'], 'idle'> },
  blobs: { readonly from: Pick<BlobStore, 'get'>; readonly to: Pick<BlobStore, 'get' | 'put'> },
  at: CarriedAssets,
  { leaveMissing }: { readonly leaveMissing: boolean },
): Promise<CarriedAssets> {
  const page = await assets.idle({ limit: pageAssets, after: at.after });
  const files = page.filter((asset) => asset.text === undefined && isKept(asset));
  const outcomes = await mapBounded(files, atOnce, async (asset) => ({
    asset,
    outcome: await carried(blobs, asset),
  }));
  const of = (kind: Outcome) => outcomes.filter(({ outcome }) => outcome === kind).map(({ asset }) => asset);
  const [missing, copied] = [of('missing'), of('copied')];
  if (missing[0] !== undefined && !leaveMissing)
    throw new AssetNotCarried(missingMessage(missing[0], missing.length - 1));
  const last = page.at(-1);
  return {
    after: last === undefined ? at.after : assetIdlePlace(last),
    copied: at.copied + copied.length,
    there: at.there + of('there').length,
    bytes: at.bytes + copied.reduce((sum, { bytes }) => sum + bytes, 0),
    missing: at.missing + missing.length,
    isDone: page.length < pageAssets,
  };
}

type Outcome = 'copied' | 'there' | 'missing';

async function carried(
  { from, to }: Parameters<typeof carryAssets>[1],
  asset: AssetRecord,
): Promise<Outcome> {
  const isIn = async (place: Pick<BlobStore, 'get'>) => {
    const body = await place.get(asset);
    if (body === null) return false;
    const hash = createHash('sha256');
    for await (const piece of body) hash.update(piece);
    return hash.digest('hex') === asset.sha256;
  };
  if (await isIn(to)) return 'there';
  const body = await from.get(asset);
  if (body === null) return 'missing';
  const pieces: Uint8Array[] = [];
  for await (const piece of body) pieces.push(piece);
  const bytes = Buffer.concat(pieces);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  if (sha256 !== asset.sha256)
    throw new AssetNotCarried(
      `${nameOf(asset)} is damaged: the SHA-256 of its bytes is ${sha256}. Put it back from a backup, or remove it to have it count as missing`,
    );
  await to.put(asset, bytes);
  if (!(await isIn(to)))
    throw new AssetNotCarried(`${nameOf(asset)} came out of its new place as other bytes`);
  return 'copied';
}

const nameOf = ({ customerId, sha256 }: AssetRecord): string => `the asset ${customerId}/${sha256}`;

function missingMessage(first: AssetRecord, others: number): string {
  const and = others === 0 ? '' : `, and of ${others} of the next ones,`;
  return `the bytes of ${nameOf(first)}${and} are in neither place`;
}
