import { assetNamed, assetUrl, givenText, isAssetUrl } from '@asg/domain';
import { type Storage, sha256Hex } from '@asg/storage';
import type { GivenTexts } from './admission.ts';

/** A task, or a gold item, that is to be made, and the item that it shows. */
export interface WantedItem {
  readonly userId: string;
  readonly dataUrl: string;
}

/** Why an item cannot be shown: its field below the task, the rule that is broken, and the end of a sentence on it. */
export interface ItemProblem {
  readonly field: string;
  readonly constraint: string;
  readonly message: string;
}

const none: ReadonlyMap<number, ItemProblem> = new Map();
/** The same whoever else may hold it. */
const notHeld: ItemProblem = { field: 'data_url', constraint: 'asset', message: 'names no asset of yours' };

/**
 * Keeps the texts that came with the items, and notes who shows which asset, before their tasks are stored: a few writes for
 * any number of them, and none where no item is an asset. By index, what is wrong with those that cannot be shown: then nothing
 * may be made of them.
 */
export async function holdItems(
  { assets, assetUses, assetTotals }: Pick<Storage, 'assets' | 'assetUses' | 'assetTotals'>,
  wanted: {
    readonly customerId: string;
    readonly items: readonly WantedItem[];
    readonly texts: GivenTexts;
    readonly nowMs: number;
    /** Of all assets of a customer. */
    readonly bytesMax: number;
  },
): Promise<ReadonlyMap<number, ItemProblem>> {
  const { customerId, items, texts, nowMs, bytesMax } = wanted;
  const named = items.flatMap(({ userId, dataUrl }, index) =>
    isAssetUrl(dataUrl) ? [{ userId, dataUrl, index, sha256: assetNamed(dataUrl) ?? '' }] : [],
  );
  if (named.length === 0) return none;
  const byValue = named.filter(({ dataUrl }) => texts.has(dataUrl));
  let givenBytes = 0;
  for (const { bytes } of texts.values()) givenBytes += bytes;
  if (byValue.length > 0 && (await assetTotals.get(customerId)).bytes + givenBytes > bytesMax) {
    const problem = noRoom('data.text', bytesMax);
    return new Map(byValue.map(({ index }) => [index, problem]));
  }
  // First who shows it: whoever deletes an asset that is about to be held sees that somebody does.
  await assetUses.add(named.map(({ userId, sha256 }) => ({ userId, customerId, sha256, sinceMs: nowMs })));
  const once = [...new Set(named.map(({ sha256 }) => sha256))].map((sha256) => {
    const text = texts.get(assetUrl(sha256));
    return { customerId, sha256, given: text === undefined ? null : givenText(text), nowMs };
  });
  const held = await assets.hold(once);
  // What came without its bytes was counted when they came, be it in this very millisecond.
  const made = held.filter((asset, i) => asset?.createdAtMs === nowMs && once[i]?.given != null);
  if (made.length > 0)
    await assetTotals.add({
      customerId,
      // Of all of them: others may begin with the same one in this millisecond.
      name: `${sha256Hex(made.map((asset) => asset?.sha256).join(' '))} ${nowMs}`,
      bytes: made.reduce((sum, asset) => sum + (asset?.bytes ?? 0), 0),
      count: made.length,
    });
  const heldNames = new Set(held.flatMap((asset) => asset?.sha256 ?? []));
  return new Map(named.filter(({ sha256 }) => !heldNames.has(sha256)).map(({ index }) => [index, notHeld]));
}

/** What is said of an item for which its customer has no room. */
export function noRoom(field: string, bytesMax: number): ItemProblem {
  const message = `has no room: your assets may have ${bytesMax} bytes in all; delete some, or name items by URL`;
  return { field, constraint: 'assets_max_bytes', message };
}

/** The problem as a field's violation; `at` is put before the path. */
export function problemAt({ field, constraint, message }: ItemProblem, at: string): ItemProblem {
  return { field: at + field, constraint, message: `${at}${field} ${message}` };
}
