import { join } from 'node:path';
import { type BlobStore, bucketBlobs, folderBlobs } from '@asg/assets';
import { createObjectStore } from '@asg/object-store';
import type { Outbound } from '@asg/outbound';
import type { IdMint } from '@asg/runtime';
import type { Config } from '../settings/config.ts';

export const assetsFolder = 'assets';
const nameBytes = 16;

/** Where the bytes of assets are kept: in the bucket of the settings, or else in the data folder. */
export function blobsOf(
  { assetBucket, gcsEndpoint, dataDir }: Pick<Config, 'assetBucket' | 'gcsEndpoint' | 'dataDir'>,
  {
    outbound,
    ids,
    signal,
  }: { readonly outbound: Outbound; readonly ids: IdMint; readonly signal: AbortSignal },
): BlobStore {
  return assetBucket === null
    ? folderBlobs(join(dataDir, assetsFolder), () => ids.hex(nameBytes))
    : bucketBlobs(createObjectStore({ outbound, gcsEndpoint }), assetBucket, signal);
}
