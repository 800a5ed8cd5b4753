import { isRecord } from '@asg/values/json';
import { comparedRow } from './compared-row.ts';
import {
  columnNamed,
  comparedIn,
  comparedItem,
  isBlank,
  optionsOf,
  plain,
  type RowOutcome,
  simpleFields,
  specFields,
  textColumnDefault,
  wrong,
} from './fields.ts';
import { bothGiven } from './table-rows.ts';

type Values = Readonly<Record<string, unknown>>;

/** What Label Studio says of a task beside its data, in its exports and imports. */
const labelStudioFields: ReadonlySet<string> = new Set([
  'allow_skip',
  'annotations',
  'annotators',
  'avg_lead_time',
  'cancelled_annotations',
  'comment_authors',
  'comment_count',
  'completed_at',
  'created_at',
  'draft_exists',
  'drafts',
  'file_upload',
  'inner_id',
  'is_labeled',
  'last_comment_updated_at',
  'meta',
  'overlap',
  'predictions',
  'project',
  'reviews_accepted',
  'reviews_rejected',
  'storage_filename',
  'total_annotations',
  'total_predictions',
  'unresolved_comment_count',
  'updated_at',
  'updated_by',
]);
const passedOver = 'what Label Studio says beside the data (annotations, predictions …) is passed over';

/**
 * A row that is an object: of our own form (`data_url`, `data`), of Label Studio's (`data.text`, `data.image`), or flat, with the
 * item under the column that is named, or `text`; then what is no field of a task is metadata. What is compared is a list of `items`, or
 * each under its own `items.ID`; the item of such a row may be missing.
 */
export function objectRow(values: Values, textColumn: string | null): RowOutcome {
  const compared = comparedOf(values);
  if (compared === null) return itemRow(values, textColumn);
  const { items, rest, isFlat } = compared;
  const column = columnNamed(Object.keys(rest), textColumn ?? textColumnDefault);
  const hasItem = [rest.data, rest.data_url, column === undefined ? null : rest[column]].some(
    (value) => !isBlank(value),
  );
  const outcome: RowOutcome = hasItem
    ? itemRow(rest, textColumn)
    : { ok: true, task: isFlat ? flatFields(rest, column, {}) : ownFields(rest) };
  return outcome.ok ? { ...outcome, task: { ...outcome.task, items } } : outcome;
}

interface Compared {
  readonly items: readonly unknown[];
  readonly rest: Values;
  readonly isFlat: boolean;
}

/** What the row compares, and the row without it; null: nothing. */
function comparedOf(values: Values): Compared | null {
  const { items, ...others } = values;
  if (Array.isArray(items)) return items.every(isCompared) ? { items, rest: others, isFlat: false } : null;
  const ids = comparedIn(Object.keys(values));
  if (ids.size === 0) return null;
  const cells = [...ids].flatMap(([name, id]) => {
    const item = itemOf(values[name]);
    return item === null ? [] : comparedItem(id, item);
  });
  const rest = Object.fromEntries(Object.entries(values).filter(([name]) => !ids.has(name)));
  return { items: cells, rest, isFlat: true };
}

const isCompared = (item: unknown): boolean =>
  isRecord(item) && typeof item.id === 'string' && (isRecord(item.data) || typeof item.data_url === 'string');

function itemRow(values: Values, textColumn: string | null): RowOutcome {
  const { data } = values;
  if (isRecord(data)) return nestedRow(values, data, textColumn);
  const column = columnNamed(Object.keys(values), textColumn ?? textColumnDefault);
  const isOwn = !isBlank(values.data_url) || data !== undefined;
  if (isOwn && textColumn !== null && column !== undefined && !isBlank(values[column]))
    return wrong(bothGiven(column));
  if (isOwn) return { ok: true, task: ownFields(values) };
  if (column === undefined)
    return textColumn === null
      ? { ok: true, task: ownFields(values) }
      : wrong(`there is no ${JSON.stringify(textColumn)} in it`);
  const item = itemOf(values[column]);
  if (item === null) return wrong(noText(column));
  return { ok: true, task: flatFields(values, column, { data: { text: item } }) };
}

/** The fields of a row whose other values are metadata, with its item. */
function flatFields(values: Values, column: string | undefined, item: Values): Values {
  const fields: [string, unknown][] = [];
  const rest: [string, unknown][] = [];
  for (const [name, value] of Object.entries(values)) {
    const isField = simpleFields.has(name) || specFields.has(name) || name === 'label_spec';
    if (name === column || name === 'metadata' || value === null) continue;
    if (isField) fields.push([name, value]);
    else rest.push([name, value]);
  }
  return { ...ownFields(Object.fromEntries(fields)), ...item, ...withMetadata(values.metadata, rest) };
}

/** An item under `data`: whatever else is there is metadata. */
function nestedRow(values: Values, data: Values, textColumn: string | null): RowOutcome {
  const named = columnNamed(Object.keys(data), textColumn ?? textColumnDefault);
  const column = named ?? (textColumn === null && !isBlank(data.image) ? 'image' : undefined);
  const compared = column === undefined ? comparedRow(data) : null;
  if (column === undefined && compared === null)
    return wrong(
      textColumn === null
        ? 'data has neither text nor image: say which of it is the text (text_column)'
        : `there is no ${JSON.stringify(textColumn)} in data`,
    );
  const isLabelStudio = Object.entries(values).some(
    ([name, value]) => labelStudioFields.has(name) && !(name === 'predictions' && areOurs(value)),
  );
  const item = column === undefined ? null : itemOf(data[column]);
  if (column !== undefined && item === null) return wrong(noText(`data.${column}`));
  const rest = [...(compared?.rest ?? Object.entries(data).filter(([name]) => name !== column))];
  // Its own number of the task, unless the data have one.
  const isKnownAs = values.id !== undefined && !Object.hasOwn(data, 'id');
  if (isKnownAs) rest.unshift(['id', values.id]);
  const { data: _data, metadata, id: _id, ...others } = values;
  const fields = Object.entries(others).filter(
    ([name, value]) => !labelStudioFields.has(name) || (name === 'predictions' && areOurs(value)),
  );
  const task = {
    ...ownFields(Object.fromEntries(fields)),
    ...(compared?.task ?? (column === 'image' ? { data_url: item } : { data: { text: item } })),
    ...withMetadata(metadata, rest),
  };
  return { ok: true, task, ...(isLabelStudio ? { notice: passedOver } : {}) };
}

/** Predictions of our own form, not those of Label Studio, which have `result`. */
const areOurs = (value: unknown): boolean =>
  Array.isArray(value) && value.length > 0 && value.every((one) => isRecord(one) && 'model' in one);

const itemOf = (value: unknown): string | null =>
  typeof value === 'string' && !isBlank(value) ? value : null;

const noText = (column: string): string => `${JSON.stringify(column)} must be a text that is not blank`;

/** The fields as they are, but for numbers that were kept to the digit, and the parts of `label_spec` that stand beside them. */
function ownFields(values: Values): Values {
  const fields: [string, unknown][] = [];
  const spec: [string, unknown][] = [];
  for (const [name, value] of Object.entries(values)) {
    if (name === 'metadata') fields.push([name, value]);
    else if (!specFields.has(name)) fields.push([name, plain(value)]);
    else if (!isBlank(value))
      spec.push([name, name === 'options' && typeof value === 'string' ? optionsOf(value) : plain(value)]);
  }
  const task = Object.fromEntries(fields);
  if (spec.length === 0) return task;
  const given = task.label_spec;
  return { ...task, label_spec: { ...Object.fromEntries(spec), ...(isRecord(given) ? given : {}) } };
}

/** The metadata that is there, with the rest of the row; what is no object stays, to be refused. */
function withMetadata(metadata: unknown, rest: readonly (readonly [string, unknown])[]): Values {
  const kept = rest.filter(([, value]) => !isBlank(value));
  if (!isBlank(metadata) && !isRecord(metadata)) return { metadata };
  const all = [...kept, ...(isRecord(metadata) ? Object.entries(metadata) : [])];
  return all.length === 0 ? {} : { metadata: Object.fromEntries(all) };
}
