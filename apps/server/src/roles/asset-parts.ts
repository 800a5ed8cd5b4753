import { AssetReader, Assets, Erasing, watchedBlobs } from '@asg/assets';
import { blobsOf } from '../stores/blobs.ts';
import type { ServerParts } from './server-parts.ts';

/** Items by value: as customers give and delete them, and as workers are shown them. */
export function assetParts({ config, context, outbound, pictures, stopping }: ServerParts): {
  readonly assets: Assets;
  readonly assetReader: AssetReader;
  readonly erasing: Erasing;
} {
  const place = blobsOf(config, { outbound, ids: context.ids, signal: stopping });
  const blobs = watchedBlobs(place, context.conditions);
  const assets = new Assets(context, { blobs, pictures }, config.assetRules);
  return {
    assets,
    assetReader: new AssetReader(context.storage, blobs),
    erasing: new Erasing(context, assets),
  };
}
