import { type ExportRow, itemKinds, type TaskType } from '@asg/domain';
import { freeName } from './shape.ts';

/**
 * A row as a task of Label Studio, with the label as an annotation once there is one. `data` has the item as `text` or `image` and the
 * customer's metadata, `meta` what is told of the label. A choice is of the control `label`.
 */
export function labelStudioTask(row: ExportRow, type: TaskType): Readonly<Record<string, unknown>> {
  const { line, data_url, consensus_label, metadata, text, ...meta } = row;
  const item = text !== null || itemKinds[type] === 'text' ? 'text' : 'image';
  const taken = new Set([item]);
  const data = [
    [item, text ?? data_url],
    ...Object.entries(metadata ?? {}).map(([key, value]) => [freeName(key, 'metadata.', taken), value]),
  ];
  const choice = {
    id: row.task_id,
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
