import { parseJson } from '@asg/values';
import { isRecord } from '@asg/values/json';
import {
  columnNamed,
  foldedName,
  isBlank,
  metadataPrefix,
  optionsOf,
  predictionsPrefix,
  type RowOutcome,
  simpleFields,
  specFields,
  textColumnDefault,
  wrong,
} from './fields.ts';

/** What a column is for. */
interface Column {
  /** As the values have it. */
  readonly column: string;
  readonly role: 'field' | 'spec' | 'metadata' | 'whole_metadata' | 'prediction' | 'text';
  /** Of the field or the model, or the key in the metadata. */
  readonly name: string;
}

const namesShown = 20;
const wholeNumbers: ReadonlySet<string> = new Set(['consensus_threshold', 'priority', 'expires_in']);
const objects: ReadonlySet<string> = new Set(['consensus', 'predictions']);
const booleans: ReadonlyMap<string, boolean> = new Map([
  ['true', true],
  ['false', false],
]);

/** The rows of a table, whose cells are texts: an empty one says nothing. */
export class TableRows {
  readonly #columns: readonly Column[];
  /** What is wrong with the columns: no row can be a task. */
  readonly problem: string | null;
  /** Columns that are no fields of a task, and are kept with it. */
  readonly kept: readonly string[];

  /** `names`: of all columns, '' where one has none. `textColumn`: the one with the item; null: none is named. */
  constructor(names: readonly string[], textColumn: string | null) {
    const named = names.filter((name) => name !== '');
    const text = columnNamed(named, textColumn ?? textColumnDefault);
    this.#columns = named.map((column) => columnOf(column, column === text));
    this.kept = this.#columns.flatMap(({ column, role }) =>
      role === 'metadata' && !foldedName(column).startsWith(metadataPrefix) ? column : [],
    );
    const hasItem = text !== undefined || this.#columns.some(({ name }) => name === 'data_url');
    const found = named.slice(0, namesShown).map((name) => JSON.stringify(name));
    const columns = `its columns are ${found.join(', ')}${named.length > namesShown ? ' …' : ''}`;
    this.problem =
      textColumn !== null && text === undefined
        ? `there is no column ${JSON.stringify(textColumn)}: ${columns}`
        : hasItem
          ? null
          : `no column has the items: name one data_url or text, or say which one is the text (text_column); ${columns}`;
  }

  read(values: Readonly<Record<string, unknown>>, isTextNamed: boolean): RowOutcome {
    const fields = new Map<string, unknown>();
    const spec = new Map<string, unknown>();
    const metadata = new Map<string, unknown>();
    const predictions: unknown[] = [];
    let whole: Readonly<Record<string, unknown>> = {};
    let text: readonly [column: string, text: string] | null = null;
    for (const { column, role, name } of this.#columns) {
      const cell = values[column];
      if (typeof cell !== 'string' || isBlank(cell)) continue;
      if (role === 'text') text = [column, cell];
      else if (role === 'prediction') predictions.push({ model: name, ...saidIn(cell.trim()) });
      else if (role === 'whole_metadata') {
        const parsed = parseJson(cell, 'metadata');
        if (!parsed.ok || !isRecord(parsed.value)) return wrong('"metadata" must be a JSON object');
        whole = parsed.value;
      } else {
        const into = role === 'field' ? fields : role === 'spec' ? spec : metadata;
        const value = role === 'metadata' ? cell : cellOf(name, cell.trim());
        if (value === undefined) return wrong(mustBe(name, cell));
        const other = into.get(name);
        if (other !== undefined && JSON.stringify(other) !== JSON.stringify(value))
          return wrong(`two columns are ${JSON.stringify(name)}, with different values`);
        into.set(name, value);
      }
    }
    const hasUrl = fields.has('data_url');
    if (text !== null && hasUrl && isTextNamed) return wrong(bothGiven(text[0]));
    if (text !== null && hasUrl) metadata.set(text[0], text[1]);
    else if (text !== null) fields.set('data', { text: text[1] });
    if (predictions.length > 0) fields.set('predictions', withOthers(fields.get('predictions'), predictions));
    if (spec.size > 0) fields.set('label_spec', Object.fromEntries(spec));
    const all = [...Object.entries(whole), ...metadata];
    if (all.length > 0) fields.set('metadata', Object.fromEntries(all));
    return { ok: true, task: Object.fromEntries(fields) };
  }
}

export const bothGiven = (column: string): string =>
  `has both data_url and ${JSON.stringify(column)}: give one of them`;

function columnOf(column: string, isText: boolean): Column {
  if (isText) return { column, role: 'text', name: column };
  const folded = foldedName(column);
  if (simpleFields.has(folded)) return { column, role: 'field', name: folded };
  if (specFields.has(folded)) return { column, role: 'spec', name: folded };
  if (folded === 'metadata') return { column, role: 'whole_metadata', name: folded };
  const afterDot = column.slice(column.indexOf('.') + 1).trim();
  if (folded.startsWith(predictionsPrefix)) return { column, role: 'prediction', name: afterDot };
  return { column, role: 'metadata', name: folded.startsWith(metadataPrefix) ? afterDot : column };
}

/** What a model says in a cell: an option, or a JSON object of scores by option. */
function saidIn(cell: string): Readonly<Record<string, unknown>> {
  const parsed = cell.startsWith('{') ? parseJson(cell) : null;
  return parsed?.ok && isRecord(parsed.value) ? { scores: parsed.value } : { label: cell };
}

const withOthers = (list: unknown, others: readonly unknown[]): readonly unknown[] =>
  Array.isArray(list) ? [...list, ...others] : others;

/** A cell as the value of its field; undefined: it cannot be one. */
function cellOf(name: string, cell: string): unknown {
  if (name === 'options') return optionsOf(cell);
  if (wholeNumbers.has(name)) return /^\d+(?:\.0+)?$/.test(cell) ? Number(cell) : undefined;
  if (name === 'gold_feedback' || name === 'gold_practice' || name === 'sensitive')
    return booleans.get(cell.toLowerCase());
  if (!objects.has(name)) return cell;
  const parsed = parseJson(cell);
  const isOfForm = name === 'predictions' ? Array.isArray : isRecord;
  return parsed.ok && isOfForm(parsed.value) ? parsed.value : undefined;
}

function mustBe(name: string, cell: string): string {
  const what = wholeNumbers.has(name)
    ? 'a whole number'
    : objects.has(name)
      ? `a JSON ${name === 'predictions' ? 'list' : 'object'}`
      : 'true or false';
  return `"${name}" must be ${what}, not ${JSON.stringify(cell.slice(0, 100))}`;
}
