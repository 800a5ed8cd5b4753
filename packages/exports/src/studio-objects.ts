import { itemKinds } from '@asg/domain';
import { isPictureName } from '@asg/formats';
import { objectOf } from './kinds/comparison.ts';
import type { KindTask, Shown } from './kinds/kind-export.ts';
import type { ExportedItem } from './texts.ts';

/** What Label Studio shows of a task: the name that data and configuration share. */
export interface StudioObject {
  readonly name: string;
  readonly kind: 'image' | 'text';
  readonly value: string;
}

/** The item of a task, or the items that it compares, below what they are about. */
export function studioObjects(exported: ExportedItem, { prompt, items }: KindTask): readonly StudioObject[] {
  if (items.length === 0) {
    const kind = itemKindOf(exported);
    return [{ name: kind, kind, value: exported.text ?? exported.task.dataUrl }];
  }
  return [
    ...(prompt === null ? [] : [objectFor('prompt', prompt)]),
    ...items.map((item, i) => objectFor(objectOf(i), item)),
  ];
}

/** The objects that are labelled, as a control names them. */
export function toNameOf(objects: readonly StudioObject[]): string {
  return objects
    .map(({ name }) => name)
    .filter((name) => name !== 'prompt')
    .join(',');
}

const objectFor = (name: string, { text, url }: Shown): StudioObject =>
  text === null
    ? { name, kind: isPictureName(URL.parse(url)?.pathname ?? '') ? 'image' : 'text', value: url }
    : { name, kind: 'text', value: text };

/** What the item is, by what is known of it; of an address that tells nothing, what is looked at in tasks of that type. */
function itemKindOf({ task, text, contentType }: ExportedItem): 'image' | 'text' {
  const { dataUrl, type } = task;
  if (text !== null) return 'text';
  const mediaType = contentType ?? /^data:([^;,]*)/i.exec(dataUrl)?.[1] ?? '';
  if (mediaType !== '') return /^image\//i.test(mediaType) ? 'image' : 'text';
  if (isPictureName(URL.parse(dataUrl)?.pathname ?? '')) return 'image';
  return itemKinds[type] === 'image' ? 'image' : 'text';
}
