import type { Row } from './rows.ts';

/** Which column of a file becomes which field of a task. */
export interface Mapping {
  readonly dataUrl: string;
  /** Columns that are kept with the task. */
  readonly metadata: readonly string[];
  readonly goldLabel: string | null;
  readonly idempotencyKey: string | null;
}

const dataUrlNames = [
  'data_url',
  'url',
  'image_url',
  'image',
  'source-ref',
  'source',
  'text_url',
  'link',
  'href',
];
const goldNames = ['gold_label', 'gold', 'truth'];
const keyNames = ['idempotency_key', 'key'];

/** A guess by the columns' names, and by what looks like a URL in the first rows. */
export function guessMapping(columns: readonly string[], rows: readonly Row[]): Mapping {
  const named = (names: readonly string[]): string | null =>
    names.flatMap((name) => columns.filter((column) => column.trim().toLowerCase() === name))[0] ?? null;
  const looksLikeUrl = columns.find((column) =>
    rows.some(
      (row) => typeof row[column] === 'string' && /^(https?:|data:|s3:|gs:)/.test(row[column] as string),
    ),
  );
  const dataUrl = named(dataUrlNames) ?? looksLikeUrl ?? columns[0] ?? '';
  const goldLabel = named(goldNames);
  const idempotencyKey = named(keyNames);
  const used = [dataUrl, goldLabel, idempotencyKey];
  return { dataUrl, goldLabel, idempotencyKey, metadata: columns.filter((column) => !used.includes(column)) };
}

/** A line of the manifest that the row becomes. */
export function lineOf(row: Row, { dataUrl, metadata, goldLabel, idempotencyKey }: Mapping): Row {
  const kept = metadata
    .filter((column) => !isBlank(row[column]))
    .map((column) => [column, row[column]] as const);
  const field = (name: string, column: string | null): Row =>
    column === null || isBlank(row[column]) ? {} : { [name]: row[column] };
  return {
    ...field('data_url', dataUrl),
    ...(kept.length === 0 ? {} : { metadata: metadataOf(kept) }),
    ...field('gold_label', goldLabel),
    ...field('idempotency_key', idempotencyKey),
  };
}

const isBlank = (value: unknown): boolean =>
  value === undefined || value === null || (typeof value === 'string' && value.trim() === '');

/** A column called metadata that holds an object is the metadata itself, not a field of it. */
function metadataOf(kept: readonly (readonly [string, unknown])[]): unknown {
  const [only] = kept;
  const isWhole = kept.length === 1 && only?.[0] === 'metadata' && typeof only[1] === 'object';
  return isWhole ? only[1] : Object.fromEntries(kept);
}
