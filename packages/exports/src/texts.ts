import { assetsOf } from '@asg/assets';
import { type ComparedItems, type ExportedTask, readCompared } from '@asg/domain';
import type { Storage } from '@asg/storage';
import type { Placed, Source } from './source.ts';

/** The text of an item that is its own address. */
const textUrl = /^data:text\/plain;charset=utf-8;base64,/;

/** A task of an export, with what is known of its item. */
export interface ExportedItem extends ExportedTask {
  /** Of what its customer gave; null: its item is at an address, or nothing is known of it any more. */
  readonly contentType: string | null;
  /** What the task compares; null: nothing, or it is known no more. */
  readonly compared: ComparedItems | null;
}

/** One customer's tasks with the texts of those items that came by value, a page at a time. */
export async function* withTexts(
  storage: Storage,
  { pages }: Source,
): AsyncGenerator<readonly ExportedItem[]> {
  for await (const page of pages()) yield await filled(storage, page);
}

/** The same of one page. */
export async function filled(storage: Storage, page: readonly Placed[]): Promise<readonly ExportedItem[]> {
  const assets = await assetsOf(
    storage,
    page.map(({ task }) => task),
  );
  return page.map((placed) => {
    const { dataUrl, labelSpec } = placed.task;
    const { text = ownText(dataUrl), contentType = null } = assets.get(dataUrl) ?? {};
    if (labelSpec.items === undefined) return { ...placed, text, contentType, compared: null };
    const compared = text == null ? null : readCompared(text);
    const context = compared?.context ?? null;
    return {
      ...placed,
      text: context !== null && 'text' in context ? context.text : null,
      contentType,
      compared,
    };
  });
}

function ownText(dataUrl: string): string | null {
  return textUrl.test(dataUrl) ? Buffer.from(dataUrl.replace(textUrl, ''), 'base64').toString('utf8') : null;
}
