import { comparedIn, isBlank, type RowOutcome, type RowTask, TaskRows } from '@asg/domain/rows';
import { isRecord } from '@asg/values/json';

export type Row = Readonly<Record<string, unknown>>;

/** Which column of a file is what. A column that is not named here comes back with the task. */
export interface Mapping {
  /** The one with the items; null: each row says it in its own way, as objects do. */
  readonly item: string | null;
  readonly itemIs: 'text' | 'url';
  readonly goldLabel: string | null;
  readonly idempotencyKey: string | null;
  /** Those with what is compared, two or more; the item is what is shown above them then. */
  readonly compared: readonly string[];
  /** Columns that are passed over. */
  readonly leftOut: readonly string[];
}

const urlNames = ['image_url', 'image', 'picture', 'url', 'text_url', 'link', 'href'];
const goldNames = ['gold_label', 'gold', 'truth'];
const keyNames = ['idempotency_key', 'key'];
/** What is an item by its name alone. */
const anItem = ['data_url', 'text'];
/** What is above items that are compared is mostly called so. */
const contextNames = ['data_url', 'text', 'prompt', 'instruction', 'input', 'context'];
/** One of several columns with answers, by the letter or number at its end. */
const oneOfSeveral = /^(items?|answer|candidate|completion|output|response)s?[ ._-]?([a-f]|[1-6])$/;
/** Objects that have them say by themselves what their item is. */
export const selfTelling = ['data', 'source', 'source-ref'];
/** What the metadata of a table's column is called by. */
const asMetadata = 'metadata.';

const folded = (name: string): string => name.trim().toLowerCase();
const looksLikeUrl = (value: unknown): boolean =>
  typeof value === 'string' && /^\s*(?:https?|s3|gs|asset):\/\/\S+\s*$/i.test(value);

/** A guess by the columns' names, else by what looks like an address in the first rows; where both fail, `item` is null. */
export function guessMapping(columns: readonly string[], rows: readonly Row[], isTable: boolean): Mapping {
  const named = (...names: readonly string[]): string | null =>
    names.flatMap((name) => columns.filter((column) => folded(column) === name))[0] ?? null;
  const isSelfTelling = !isTable && columns.some((column) => selfTelling.includes(column));
  const full = (column: string | null): string | null =>
    column !== null && rows.some((row) => !isBlank(row[column])) ? column : null;
  const byValues = (): string | null => columns.find((column) => areUrls(column, rows)) ?? null;
  const compared = guessCompared(columns);
  if (compared.length > 0) {
    const above = full(named(...contextNames));
    return {
      item: above,
      itemIs: above === null ? 'text' : kindOf(above, rows),
      goldLabel: named(...goldNames),
      idempotencyKey: named(...keyNames),
      compared,
      leftOut: [],
    };
  }
  const item =
    full(named('data_url')) ??
    full(named('text')) ??
    (isSelfTelling ? null : (named(...urlNames) ?? byValues() ?? named('data_url', 'text')));
  return {
    item,
    itemIs: item === null ? 'text' : kindOf(item, rows),
    goldLabel: named(...goldNames),
    idempotencyKey: named(...keyNames),
    compared: [],
    leftOut: [],
  };
}

/** Columns that say by their names that they are compared, else those that are called alike but for their ends. */
function guessCompared(columns: readonly string[]): readonly string[] {
  const said = [...comparedIn(columns).keys()];
  if (said.length > 0) return said;
  const byStem = Map.groupBy(columns, (column) => oneOfSeveral.exec(folded(column))?.[1] ?? '');
  return [...byStem].find(([stem, alike]) => stem !== '' && alike.length > 1)?.[1] ?? [];
}

/** Whether what is in a column are addresses, by its name and its first values. */
export const kindOf = (column: string, rows: readonly Row[]): Mapping['itemIs'] =>
  folded(column) === 'data_url' || areUrls(column, rows) ? 'url' : 'text';

function areUrls(column: string, rows: readonly Row[]): boolean {
  const values = rows.map((row) => row[column]).filter((value) => !isBlank(value));
  return values.length > 0 && values.every(looksLikeUrl);
}

/** How the server reads the file as it is, so that it comes to the same; null: it cannot, and the rows are sent as they are chosen. */
export function asItIs(
  columns: readonly string[],
  { item, itemIs, goldLabel, idempotencyKey, compared, leftOut }: Mapping,
): { readonly textColumn: string | null } | null {
  const isOwn = (column: string | null, name: string): boolean =>
    column === (columns.find((each) => folded(each) === name) ?? null);
  if (leftOut.length > 0 || !isOwn(goldLabel, 'gold_label') || !isOwn(idempotencyKey, 'idempotency_key'))
    return null;
  const said = [...comparedIn(columns).keys()];
  if (said.length !== compared.length || !said.every((column) => compared.includes(column))) return null;
  if (item === null && compared.length > 0)
    return columns.some((column) => anItem.includes(folded(column))) ? null : { textColumn: null };
  if (item === null) return { textColumn: null };
  if (itemIs === 'url') return folded(item) === 'data_url' ? { textColumn: null } : null;
  return columns.some((column) => folded(column) === 'data_url') ? null : { textColumn: item };
}

/** Rows of a file as tasks, as the form says it. */
export class MappedRows {
  readonly #mapping: Mapping;
  readonly #rows: TaskRows;
  readonly #names: ReadonlyMap<string, string>;

  constructor(columns: readonly string[], mapping: Mapping) {
    this.#mapping = mapping;
    const { item } = mapping;
    const isAddress = item !== null && mapping.itemIs === 'url' && folded(item) === 'data_url';
    this.#rows = new TaskRows({ textColumn: isAddress ? null : item });
    const said = comparedIn(columns);
    this.#names = new Map(columns.map((column) => [column, nameFor(column, mapping, said.has(column))]));
  }

  /** Of a table: its columns, '' where one has no name. */
  columns(names: readonly string[]): void {
    this.#rows.columns(names.map((name) => this.#names.get(name) ?? name));
  }

  task(row: Row): RowOutcome {
    const { item, itemIs } = this.#mapping;
    const renamed = Object.entries(row).flatMap(([column, value]) => {
      const name = this.#names.get(column) ?? column;
      return name === '' ? [] : [[name, value] as const];
    });
    const outcome = this.#rows.task(Object.fromEntries(renamed));
    if (!outcome.ok || item === null || itemIs === 'text') return outcome;
    return { ...outcome, task: byAddress(outcome.task) };
  }
}

/** What an item that is compared is called: what its column is called, without what says that it is one. */
const idOf = (column: string): string => column.replace(/^\s*items\./i, '').trim();

/** What a column is called where its task is made: '' where it is passed over. `saysItems`: by its own name it would be compared. */
function nameFor(
  column: string,
  { item, goldLabel, idempotencyKey, compared, leftOut }: Mapping,
  saysItems: boolean,
): string {
  if (column === item) return column;
  if (compared.includes(column)) return `items.${idOf(column)}`;
  if (column === goldLabel) return 'gold_label';
  if (column === idempotencyKey) return 'idempotency_key';
  if (leftOut.includes(column)) return '';
  const name = folded(column);
  const isTaken =
    name === 'gold_label' ||
    name === 'idempotency_key' ||
    saysItems ||
    (item !== null && name === 'data_url') ||
    (item === null && compared.length > 0 && anItem.includes(name));
  return isTaken ? asMetadata + column : column;
}

/** The text of a column of addresses is the address. */
function byAddress(task: RowTask): RowTask {
  const { data, ...rest } = task;
  return isRecord(data) && typeof data.text === 'string' ? { data_url: data.text.trim(), ...rest } : task;
}
