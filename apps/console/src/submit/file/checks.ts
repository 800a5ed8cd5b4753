import { isOneOf, taskTypes } from '@asg/domain/names';
import { isBlank, type RowOutcome, type RowTask } from '@asg/domain/rows';
import { itemViolations, urlTextProblem } from '@asg/domain/values';
import { isRecord } from '@asg/values/json';
import { useEffect, useState } from 'react';
import { MappedRows, type Mapping } from './mapping.ts';
import { type LineNote, piecesOf, type Sheet } from './reading.ts';

/** Of more rows the number is told. */
const notesMax = 10_000;
const schemes: ReadonlySet<string> = new Set(['https:', 'http:', 's3:', 'gs:', 'asset:', 'data:']);

/** Whether tasks compare items that say this of their type. */
export type Compares = (type: unknown) => boolean;

/** Why a row is no task as it is, as far as can be told before the server sees it; null: nothing is wrong. */
export function rowProblem(outcome: RowOutcome, compares: Compares): string | null {
  if (!outcome.ok) return outcome.reason;
  const { items, ...item } = outcome.task;
  if (!compares(item.type))
    return items === undefined ? itemProblem(item) : 'it has items to compare, and its type compares none';
  const hasItem = !isBlank(item.data_url) || item.data !== undefined;
  return (hasItem ? itemProblem(item) : null) ?? comparedProblem(items);
}

/** The same of items that are compared. */
function comparedProblem(items: unknown): string | null {
  if (!Array.isArray(items) || items.length < itemsMin) return 'it has fewer than two items to compare';
  if (items.length > itemsMax) return 'it has more than six items to compare';
  for (const item of items) {
    const problem = isRecord(item) ? itemProblem(item) : 'it is no object';
    if (problem !== null) return `in ${isRecord(item) ? String(item.id) : 'an item'}, ${problem}`;
  }
  return null;
}

const itemsMin = 2;
const itemsMax = 6;

/** The same of a single item. */
function itemProblem({ type, data_url: url, data, source, 'source-ref': ref }: RowTask): string | null {
  const address = isBlank(url) ? ref : url;
  if (isBlank(address)) {
    if (!isBlank(source)) return null;
    return isRecord(data) && typeof data.text === 'string'
      ? textProblem(data.text, type)
      : 'it has nothing to be labelled';
  }
  if (typeof address !== 'string') return 'its address is no text';
  const problem = urlTextProblem(address.trim());
  if (problem !== null) return `its address ${problem}`;
  if (!URL.canParse(address.trim())) return 'its address is no URL, as https://example.com/image.jpg is one';
  return schemes.has(new URL(address.trim()).protocol) ? null : 'its address is none that is fetched from';
}

function textProblem(text: string, type: unknown): string | null {
  const found: string[] = [];
  const known = isOneOf(taskTypes, type) ? type : 'text_classification';
  itemViolations({ type: known, data: { text } }, (field, _rule, message) =>
    found.push(`${field} ${message}`),
  );
  return found[0] ?? null;
}

/** What was found in the rows of a file. */
export interface Checked {
  /** The first of them. */
  readonly notes: readonly LineNote[];
  readonly bad: number;
  /** All rows were looked at, that is as many of them as the browser looks at. */
  readonly isDone: boolean;
}

const unchecked: Checked = { notes: [], bad: 0, isDone: false };

/** Looks at every row of a file in the way that the form reads it, before anything is sent. Rows that cannot be read are not among them. */
export function useChecked(sheet: Sheet, mapping: Mapping, compares: Compares): Checked {
  const [checked, setChecked] = useState(unchecked);
  useEffect(() => {
    const left = new AbortController();
    setChecked(unchecked);
    checkRows(sheet, mapping, compares, left.signal).then(setChecked, () => undefined);
    return () => left.abort();
  }, [sheet, mapping, compares]);
  return checked;
}

async function checkRows(
  sheet: Sheet,
  mapping: Mapping,
  compares: Compares,
  signal: AbortSignal,
): Promise<Checked> {
  const rows = new MappedRows(sheet.columns, mapping);
  const notes: LineNote[] = [];
  let bad = 0;
  const bytesMax = sheet.isWhole ? null : sheet.bytes;
  for await (const piece of piecesOf(sheet.file, { encoding: sheet.encoding, bytesMax, signal })) {
    signal.throwIfAborted();
    if (piece.kind === 'columns') rows.columns(piece.columns);
    if (piece.kind !== 'row') continue;
    const problem = rowProblem(rows.task(piece.row), compares);
    if (problem === null) continue;
    bad++;
    if (notes.length < notesMax) notes.push({ line: piece.line, reason: problem });
  }
  return { notes, bad, isDone: true };
}
