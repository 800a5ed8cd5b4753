import { parseJson } from '@asg/values';
import { isRecord } from '@asg/values/json';
import {
  afterDot,
  columnNamed,
  comparedIn,
  comparedItem,
  foldedName,
  isBlank,
  isDottedSpec,
  metadataPrefix,
  optionsOf,
  predictionsPrefix,
  type RowOutcome,
  type RowTask,
  simpleFields,
  specFields,
  textColumnDefault,
  wrong,
} from './fields.ts';

/** What a column is for. */
interface Column {
  /** As the values have it. */
  readonly column: string;
  readonly role: 'field' | 'spec' | 'metadata' | 'whole_metadata' | 'prediction' | 'text' | 'compared';
  /** Of the field or the model, the id of what is compared, or the key in the metadata. */
  readonly name: string;
}

const namesShown = 20;
const wholeNumbers: ReadonlySet<string> = new Set(['consensus_threshold', 'priority', 'expires_in']);
const objects: ReadonlySet<string> = new Set(['consensus', 'predictions']);
const special: ReadonlyMap<string, string> = new Map([
  ['agreement_bar', 'a number'],
  ['scale', '1-5, or a JSON object with from and to'],
]);
const truths: ReadonlySet<string> = new Set(['gold_feedback', 'gold_practice', 'sensitive', 'tie']);
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
    const compared = comparedIn(named);
    this.#columns = named.map((column) => columnOf(column, column === text, compared.get(column)));
    this.kept = this.#columns.flatMap(({ column, role }) =>
      role === 'metadata' && !foldedName(column).startsWith(metadataPrefix) ? column : [],
    );
    const hasItem =
      text !== undefined || compared.size > 0 || this.#columns.some(({ name }) => name === 'data_url');
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
    const compared: RowTask[] = [];
    let whole: Readonly<Record<string, unknown>> = {};
    let text: readonly [column: string, text: string] | null = null;
    for (const { column, role, name } of this.#columns) {
      const cell = values[column];
      if (typeof cell !== 'string' || isBlank(cell)) continue;
      if (role === 'text') text = [column, cell];
      else if (role === 'compared') compared.push(comparedItem(name, cell));
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
    if (compared.length > 0) fields.set('items', compared);
    if (spec.size > 0) fields.set('label_spec', Object.fromEntries(spec));
    const all = [...Object.entries(whole), ...metadata];
    if (all.length > 0) fields.set('metadata', Object.fromEntries(all));
    return { ok: true, task: Object.fromEntries(fields) };
  }
}

export const bothGiven = (column: string): string =>
  `has both data_url and ${JSON.stringify(column)}: give one of them`;

function columnOf(column: string, isText: boolean, compared: string | undefined): Column {
  if (compared !== undefined && !isText) return { column, role: 'compared', name: compared };
  if (isText) return { column, role: 'text', name: column };
  const folded = foldedName(column);
  if (simpleFields.has(folded)) return { column, role: 'field', name: folded };
  if (specFields.has(folded)) return { column, role: 'spec', name: folded };
  if (folded === 'metadata') return { column, role: 'whole_metadata', name: folded };
  if (isDottedSpec(folded)) return { column, role: 'spec', name: afterDot(folded) };
  const rest = afterDot(column);
  if (folded.startsWith(predictionsPrefix)) return { column, role: 'prediction', name: rest };
  return { column, role: 'metadata', name: folded.startsWith(metadataPrefix) ? rest : column };
}

/** What a model says in a cell: the words of an answer, or a JSON object: a value, or scores, which are numbers. */
function saidIn(cell: string): Readonly<Record<string, unknown>> {
  const parsed = cell.startsWith('{') ? parseJson(cell) : null;
  if (parsed?.ok !== true || !isRecord(parsed.value)) return { label: cell };
  const members = Object.values(parsed.value);
  const isValue =
    members.length > 0 &&
    members.every((one) => one === true || typeof one === 'string' || Array.isArray(one));
  return isValue ? { value: parsed.value } : { scores: parsed.value };
}

const withOthers = (list: unknown, others: readonly unknown[]): readonly unknown[] =>
  Array.isArray(list) ? [...list, ...others] : others;

/** A cell as the value of its field; undefined: it cannot be one. */
function cellOf(name: string, cell: string): unknown {
  if (name === 'options') return optionsOf(cell);
  if (wholeNumbers.has(name)) return /^\d+(?:\.0+)?$/.test(cell) ? Number(cell) : undefined;
  if (name === 'agreement_bar')
    return /^\d+(?:[.,]\d+)?$/.test(cell) ? Number(cell.replace(',', '.')) : undefined;
  if (name === 'scale') return scaleOf(cell);
  if (truths.has(name)) return booleans.get(cell.toLowerCase());
  if (!objects.has(name)) return cell;
  const parsed = parseJson(cell);
  const isOfForm = name === 'predictions' ? Array.isArray : isRecord;
  return parsed.ok && isOfForm(parsed.value) ? parsed.value : undefined;
}

/** A scale: `1-5`, or a JSON object with the labels of its steps too. */
function scaleOf(cell: string): unknown {
  const [, from, to] = /^(-?\d+)\s*-\s*(-?\d+)$/.exec(cell) ?? [];
  if (from !== undefined && to !== undefined) return { from: Number(from), to: Number(to) };
  const parsed = parseJson(cell);
  return parsed.ok && isRecord(parsed.value) ? parsed.value : undefined;
}

function mustBe(name: string, cell: string): string {
  const what = wholeNumbers.has(name)
    ? 'a whole number'
    : objects.has(name)
      ? `a JSON ${name === 'predictions' ? 'list' : 'object'}`
      : (special.get(name) ?? 'true or false');
  return `"${name}" must be ${what}, not ${JSON.stringify(cell.slice(0, 100))}`;
}
