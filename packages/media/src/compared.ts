import { type AssetReader, AssetsUnavailable } from '@asg/assets';
import { type KeptItem, readCompared, shownOrder, type Task } from '@asg/domain';
import { itemOfAsset } from './item-fetch.ts';
import { readText } from './text.ts';

/** Which part of a comparison is wanted: an item by its id; null: what they are about. */
export type PartId = string | null;

/** A task, or an item whose answer is known. */
export type ShowsItems = Pick<Task, 'customerId' | 'dataUrl' | 'erased' | 'gold' | 'labelSpec'>;

/** What is known of what a comparison shows before any of it is fetched. */
export interface ComparedKinds {
  readonly hasContext: boolean;
  /** All of it came by value, as texts. */
  readonly areTexts: boolean;
}

/** Null: it compares nothing, or its document cannot be had now. */
export async function comparedKinds(assets: AssetReader, task: ShowsItems): Promise<ComparedKinds | null> {
  const found = task.labelSpec.items === undefined ? null : await partsOf(assets, task);
  if (found === null) return null;
  const { context, items } = found;
  const shown = context === null ? items : [context, ...items];
  return { hasContext: context !== null, areTexts: shown.every((item) => 'text' in item) };
}

/** The task as one that shows this item alone. */
const showing = (task: Task, item: KeptItem): Task => ({
  ...task,
  dataUrl:
    'url' in item
      ? item.url
      : `data:text/plain;charset=utf-8;base64,${Buffer.from(item.text).toString('base64')}`,
});

/**
 * The task as one that shows a part of its comparison alone; null: it has no such part. Where its document cannot be had, the task
 * itself: what is shown of that says why.
 */
export async function showingPart(assets: AssetReader, task: Task, id: PartId): Promise<Task | null> {
  if (task.labelSpec.items === undefined) return id === null ? task : null;
  const found = await partsOf(assets, task);
  if (found === null) return task;
  const part = id === null ? found.context : found.items.find((item) => item.id === id);
  return part == null ? null : showing(task, part);
}

/** The task once for each part that it shows, the context first; of one that compares nothing itself. */
export async function showingParts(assets: AssetReader, task: Task): Promise<readonly Task[]> {
  const found = task.labelSpec.items === undefined ? null : await partsOf(assets, task);
  if (found === null) return [task];
  return [...(found.context === null ? [] : [found.context]), ...found.items].map((part) =>
    showing(task, part),
  );
}

/** The id of what a worker sees in this place, from "1" on; undefined: nothing is there. */
export function idAt(task: Task, nonce: string, place: string): string | undefined {
  const index = shownOrder(task, nonce)?.findIndex((one) => String(one + 1) === place) ?? -1;
  return task.labelSpec.items?.[index];
}

async function partsOf(assets: AssetReader, task: ShowsItems) {
  if (task.erased !== undefined) return null;
  try {
    const fetched = await itemOfAsset(await assets.ofTask(task));
    const read = fetched.kind === 'bytes' ? readText(fetched.bytes, fetched.declared) : null;
    return read?.ok === true ? readCompared(read.text) : null;
  } catch (error) {
    if (!(error instanceof AssetsUnavailable)) throw error;
    return null;
  }
}
