import { isOneOf, taskTypes } from '@asg/domain/names';
import { isBlank, type RowOutcome } from '@asg/domain/rows';
import { itemViolations, urlTextProblem } from '@asg/domain/values';
import { isRecord } from '@asg/values/json';
import { useEffect, useState } from 'react';
import { MappedRows, type Mapping } from './mapping.ts';
import { type LineNote, piecesOf, type Sheet } from './reading.ts';

/** Of more rows the number is told. */
const notesMax = 10_000;
const schemes: ReadonlySet<string> = new Set(['https:', 'http:', 's3:', 'gs:', 'asset:', 'data:']);

/** Why a row is no task as it is, as far as can be told before the server sees it; null: nothing is wrong. */
export function rowProblem(outcome: RowOutcome): string | null {
  if (!outcome.ok) return outcome.reason;
  const { type, data_url: url, data, source, 'source-ref': ref } = outcome.task;
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
export function useChecked(sheet: Sheet, mapping: Mapping): Checked {
  const [checked, setChecked] = useState(unchecked);
  useEffect(() => {
    const left = new AbortController();
    setChecked(unchecked);
    checkRows(sheet, mapping, left.signal).then(setChecked, () => undefined);
    return () => left.abort();
  }, [sheet, mapping]);
  return checked;
}

async function checkRows(sheet: Sheet, mapping: Mapping, signal: AbortSignal): Promise<Checked> {
  const rows = new MappedRows(sheet.columns, mapping);
  const notes: LineNote[] = [];
  let bad = 0;
  const bytesMax = sheet.isWhole ? null : sheet.bytes;
  for await (const piece of piecesOf(sheet.file, { encoding: sheet.encoding, bytesMax, signal })) {
    signal.throwIfAborted();
    if (piece.kind === 'columns') rows.columns(piece.columns);
    if (piece.kind !== 'row') continue;
    const problem = rowProblem(rows.task(piece.row));
    if (problem === null) continue;
    bad++;
    if (notes.length < notesMax) notes.push({ line: piece.line, reason: problem });
  }
  return { notes, bad, isDone: true };
}
