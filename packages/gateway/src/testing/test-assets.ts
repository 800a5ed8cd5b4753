import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AssetReader, type AssetRules, Assets, Erasing, folderBlobs, watchedBlobs } from '@asg/assets';
import type { EngineContext } from '@asg/people';
import { Pictures } from '@asg/pictures';

const assetRulesInTests: AssetRules = {
  bytesMax: 1_000_000,
  customerBytesMax: 20_000_000,
  keepMs: 86_400_000,
};

/** Assets whose bytes are in a folder of their own until they are disposed of. */
export function testAssets(context: EngineContext, rules: Partial<AssetRules>) {
  const folder = mkdtempSync(join(tmpdir(), 'asg-assets-'));
  const blobs = watchedBlobs(
    folderBlobs(folder, () => context.ids.hex(8)),
    context.conditions,
  );
  const pictures = new Pictures(context.clock);
  const assets = new Assets(context, { blobs, pictures }, { ...assetRulesInTests, ...rules });
  return {
    assets,
    assetReader: new AssetReader(context.storage, blobs),
    erasing: new Erasing(context, assets),
    folder,
    assetsBytesMax: rules.customerBytesMax ?? assetRulesInTests.customerBytesMax,
    dispose: () => {
      pictures[Symbol.dispose]();
      rmSync(folder, { recursive: true });
    },
  };
}
