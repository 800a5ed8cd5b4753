import { exportRow, itemKinds } from '@asg/domain';
import { isPictureName } from '@asg/formats';
import { freeName } from './shape.ts';
import type { ExportedItem } from './texts.ts';

/**
 * A task as one of Label Studio, with the label as an annotation once there is one. `data` has the item as `text` or `image`, whichever
 * it is, and the customer's metadata, `meta` what is told of the label. A choice is of the control `label`.
 */
export function labelStudioTask(exported: ExportedItem): Readonly<Record<string, unknown>> {
  const { line, data_url, consensus_label, metadata, text, ...meta } = exportRow(exported);
  const item = itemKindOf(exported);
  const taken = new Set([item]);
  const data = [
    [item, text ?? data_url],
    ...Object.entries(metadata ?? {}).map(([key, value]) => [freeName(key, 'metadata.', taken), value]),
  ];
  const choice = {
    id: meta.task_id,
    from_name: 'label',
    to_name: item,
    type: 'choices',
    value: { choices: [consensus_label] },
  };
  return {
    id: line,
    data: Object.fromEntries(data),
    meta: { ...meta, data_url },
    annotations: consensus_label === null ? [] : [{ result: [choice], was_cancelled: false }],
    predictions: [],
  };
}

/** What the item is, by what is known of it; of an address that tells nothing, what is looked at in tasks of that type. */
function itemKindOf({ task, text, contentType }: ExportedItem): 'image' | 'text' {
  const { dataUrl, type } = task;
  if (text !== null) return 'text';
  const mediaType = contentType ?? /^data:([^;,]*)/i.exec(dataUrl)?.[1] ?? '';
  if (mediaType !== '') return /^image\//i.test(mediaType) ? 'image' : 'text';
  return isPictureName(URL.parse(dataUrl)?.pathname ?? '') || itemKinds[type] === 'image' ? 'image' : 'text';
}
