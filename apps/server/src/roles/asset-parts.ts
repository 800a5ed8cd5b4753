import { join } from 'node:path';
import { AssetReader, Assets, bucketBlobs, Erasing, folderBlobs } from '@asg/assets';
import { createObjectStore } from '@asg/object-store';
import type { ServerParts } from './server-parts.ts';

const nameBytes = 16;

/** Items by value: as customers give and delete them, and as workers are shown them. */
export function assetParts({ config, context, outbound, pictures, stopping }: ServerParts): {
  readonly assets: Assets;
  readonly assetReader: AssetReader;
  readonly erasing: Erasing;
} {
  const { assetBucket: bucket, assetRules, dataDir, gcsEndpoint } = config;
  const blobs =
    bucket === null
      ? folderBlobs(join(dataDir, 'assets'), () => context.ids.hex(nameBytes))
      : bucketBlobs(createObjectStore({ outbound, gcsEndpoint }), bucket, stopping);
  const assets = new Assets(context, { blobs, pictures }, assetRules);
  return {
    assets,
    assetReader: new AssetReader(context.storage, blobs),
    erasing: new Erasing(context, assets),
  };
}
