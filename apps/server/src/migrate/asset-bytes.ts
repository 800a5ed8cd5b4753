import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { type CarriedAssets, carryAssets, nothingCarried } from '@asg/assets';
import { createOutbound } from '@asg/outbound';
import { IdMint, systemClock, systemRandom } from '@asg/runtime';
import type { Storage } from '@asg/storage';
import type { Config } from '../settings/config.ts';
import { assetsFolder, blobsOf } from '../stores/blobs.ts';

/** Where a store's assets are, and where they are to be. */
export interface AssetPlaces {
  /** The data folder of the store that is. */
  readonly fromDir: string;
  /** That of the servers to be; it may be the same. */
  readonly toDir: string;
  /** The bucket of the servers to be, instead of their folder. */
  readonly config: Pick<Config, 'assetBucket' | 'gcsEndpoint' | 'insecureHosts'>;
  /** Goes on without assets whose bytes are nowhere. */
  readonly leaveMissing: boolean;
}

/** Brings the bytes of all assets to where the new servers look for them. `reached` is told of each page, and of so many files in all. */
export async function moveAssetBytes(
  source: Pick<Storage, 'assets'>,
  { fromDir, toDir, config, leaveMissing }: AssetPlaces,
  begun: CarriedAssets | undefined,
  reached: (at: CarriedAssets, files: number) => Promise<void>,
): Promise<CarriedAssets> {
  await using outbound = createOutbound({ allowedHosts: config.insecureHosts });
  const parts = {
    outbound,
    ids: new IdMint(systemClock, systemRandom),
    signal: new AbortController().signal,
  };
  const to = blobsOf({ ...config, dataDir: toDir }, parts);
  const from = blobsOf({ ...config, assetBucket: null, dataDir: fromDir }, parts);
  const files = filesIn(join(fromDir, assetsFolder));
  let at = begun ?? nothingCarried;
  while (!at.isDone) {
    at = await carryAssets({ assets: source.assets }, { from, to }, at, { leaveMissing });
    await reached(at, files);
  }
  return at;
}

function filesIn(folder: string): number {
  if (!existsSync(folder)) return 0;
  return readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
    .length;
}
