import { exportRow } from '@asg/domain';
import { exportOf, kindTaskOf } from './kinds/kind-task.ts';
import { freeName } from './shape.ts';
import { studioObjects, toNameOf } from './studio-objects.ts';
import type { ExportedItem } from './texts.ts';

/**
 * A task as one of Label Studio, with the label as an annotation once there is one. `data` has the item as `text` or `image`, whichever
 * it is, or what is compared as `item_1`, `item_2` …, and the customer's metadata; `meta` what is told of the label.
 */
export function labelStudioTask(exported: ExportedItem): Readonly<Record<string, unknown>> {
  const { line, data_url, consensus_label, metadata, text: _, ...meta } = exportRow(exported);
  const of = kindTaskOf(exported, exported.task.decision?.option);
  const objects = studioObjects(exported, of);
  const ids = of.items.map(({ id }, i) => [`item_${i + 1}_id`, id] as const);
  const own = [...objects.map(({ name, value }) => [name, value] as const), ...ids];
  const taken = new Set(own.map(([name]) => name));
  const data = [
    ...own,
    ...Object.entries(metadata ?? {}).map(([key, value]) => [freeName(key, 'metadata.', taken), value]),
  ];
  const { labelStudio } = exportOf(exported);
  const found = of.value === undefined ? [] : labelStudio.results(of, toNameOf(objects));
  const problem = typeof found === 'string' ? found : null;
  const result = (typeof found === 'string' ? [] : found).map(
    ({ control, objects: names, type, value, more = {} }, i) => ({
      id: i === 0 ? meta.task_id : `${meta.task_id}_${i + 1}`,
      from_name: control,
      to_name: names,
      type,
      value,
      ...more,
    }),
  );
  return {
    id: line,
    data: Object.fromEntries(data),
    meta: { ...meta, data_url, ...(problem !== null && { problem }) },
    annotations: consensus_label === null || problem !== null ? [] : [{ result, was_cancelled: false }],
    predictions: [],
  };
}
