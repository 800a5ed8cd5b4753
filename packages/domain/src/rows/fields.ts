import { hasWrittenNumber } from '@asg/values';

/** A task as a row says it, in the API's fields and not checked yet: what it leaves out comes from elsewhere. */
export type RowTask = Readonly<Record<string, unknown>>;

/** What a row amounts to: a task, or the reason why it can be none. */
export type RowOutcome =
  | { readonly ok: true; readonly task: RowTask; readonly notice?: string }
  | { readonly ok: false; readonly reason: string };

export const wrong = (reason: string): RowOutcome => ({ ok: false, reason });

/** A column or a key that is a field of a task under its own name. */
export const simpleFields: ReadonlySet<string> = new Set([
  'type',
  'data_url',
  'consensus_threshold',
  'consensus',
  'callback_url',
  'idempotency_key',
  'language',
  'priority',
  'expires_in',
  'gold_label',
  'gold_feedback',
  'gold_practice',
  'gold_explanation',
  'sensitive',
  'predictions',
]);
/** Fields of `label_spec`, which a row may have side by side with the others. */
export const specFields: ReadonlySet<string> = new Set(['question', 'options', 'instructions']);
/** A column of the metadata begins with it. */
export const metadataPrefix = 'metadata.';
/** A column of what a model says, whose name comes after it. */
export const predictionsPrefix = 'predictions.';
/** A column of something that is compared, whose id comes after it; there are two of them or more. */
const itemsPrefix = 'items.';
/** Fields of `label_spec` that a table has under their whole name: by the last part alone they would be columns of anything. */
const dottedSpecFields: ReadonlySet<string> = new Set([
  'label_spec.scale',
  'label_spec.tie',
  'label_spec.agreement_bar',
  'label_spec.start_with',
]);
export const isDottedSpec = (folded: string): boolean => dottedSpecFields.has(folded);
/** The item by value, where no other column is named. */
export const textColumnDefault = 'text';

const invisible = /[\u200B-\u200D\u2060\uFEFF]/g;

/** A column's name as it is compared: case, blanks around it and invisible characters do not matter. */
export const foldedName = (name: string): string => name.replaceAll(invisible, '').trim().toLowerCase();

/** Whether a column of a table is a field of its task, and not kept beside it. */
export function isTaskField(column: string): boolean {
  const name = foldedName(column);
  const isField = simpleFields.has(name) || specFields.has(name) || name === 'metadata';
  return isField || name.startsWith(predictionsPrefix) || dottedSpecFields.has(name);
}

/** Those columns that have what is compared, with its id; none where one would be alone: it is kept beside the task. */
export function comparedIn(names: readonly string[]): ReadonlyMap<string, string> {
  // Most rows have none: what folding could reveal is looked at only where there is a dot.
  const found = names.filter((name) => name.includes('.') && foldedName(name).startsWith(itemsPrefix));
  const ids = found.map((name) => [name, afterDot(name)] as const).filter(([, id]) => id !== '');
  return new Map(ids.length < 2 ? [] : ids);
}

/** What comes after the first dot of a column's name. */
export const afterDot = (column: string): string => column.slice(column.indexOf('.') + 1).trim();

/** Something that is compared, from a cell: an address, or the text itself. */
export function comparedItem(id: string, cell: string): RowTask {
  const address = /^\s*(?:https?|s3|gs|asset):\/\/\S+\s*$/i.test(cell);
  return address ? { id, data_url: cell.trim() } : { id, data: { text: cell } };
}

export const isBlank = (value: unknown): boolean =>
  value === undefined || value === null || (typeof value === 'string' && value.trim() === '');

/** The columns or keys that have what is asked for, the exact name before those that differ by case or blanks. */
export function columnNamed(names: readonly string[], wanted: string): string | undefined {
  const folded = foldedName(wanted);
  return (
    names.find((name) => name === wanted || name === wanted.trim()) ??
    names.find((name) => foldedName(name) === folded)
  );
}

/** A value for a field with a meaning: its numbers are numbers again. Only metadata keeps them to the digit. */
export const plain = (value: unknown): unknown =>
  hasWrittenNumber(value) ? (JSON.parse(JSON.stringify(value)) as unknown) : value;

/** `cat|dog` as a list. */
export const optionsOf = (value: string): readonly string[] => value.split('|').map((each) => each.trim());
