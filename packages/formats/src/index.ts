import { encodingOf, type FoundBytes, headOf, markedAs, textOf } from './bytes/text.ts';
import { assertNoPage, isGzip, isZip } from './bytes/what.ts';
import { csv, delimiterOf } from './csv/csv.ts';
import { csvLines } from './csv/write.ts';
import { json } from './json/json.ts';
import { jsonl, rowsOfLine } from './jsonl/jsonl.ts';
import { FileRefused, type Row } from './row.ts';

export { isLeftBySystem, isPictureName, leftBySystem } from './zip/names.ts';
export { csv, csvLines, encodingOf, FileRefused, isZip, jsonl, type Row, rowsOfLine };
export type FormatName = 'csv' | 'json' | 'jsonl';

const formats = [json, jsonl, csv] as const;
/** At most so much is looked at to tell the format, in characters. */
const headLength = 65_536;

/** What the second line begins with tells lists from lines, and lines from tables; characters. */
const nextLength = 256;

/** Whether a format can be told by it: it has a line that is not blank, and what the next one begins with. */
function isTelling(head: string): boolean {
  if (head.length >= headLength) return true;
  const text = head.trimStart();
  const end = text.search(/[\r\n]/);
  if (end === -1) return false;
  const next = text.slice(end).trimStart();
  return next.length >= nextLength || /[\r\n]/.test(next);
}

/** What a file was found to be. */
export interface Found extends FoundBytes {
  readonly format: FormatName;
  /** Of a table; null: it is none. */
  readonly delimiter: string | null;
}

/** What the content of a file does not tell. */
export interface HowToRead {
  readonly encoding?: string | null;
  readonly format?: FormatName | null;
  /** Told how long each piece is, unpacked, before it is read; what it throws ends the reading. */
  readonly onBytes?: ((length: number) => void) | null;
  /** Told what the file is before its first row. */
  readonly onFound?: ((found: Found) => void) | null;
}

/**
 * How a file is read, and its bytes whole: `lines` of JSON in UTF-8 can be read on from the beginning of any line, and nothing but
 * blanks counts as such; a `zip` from its end; all else as `rows`.
 */
export async function formOf(
  bytes: AsyncIterable<Uint8Array>,
): Promise<{ readonly form: 'lines' | 'rows' | 'zip'; readonly bytes: AsyncIterable<Uint8Array> }> {
  const textOfHead = (head: Uint8Array): string => new TextDecoder().decode(head);
  const [head, whole] = await headOf(bytes, (some) => isZip(some) || isTelling(textOfHead(some)));
  if (isZip(head)) return { form: 'zip', bytes: whole };
  const mark = markedAs(head);
  const text = textOfHead(head);
  const found = formats.find((one) => one.detect(text));
  const isUtf8 = mark === null || mark === 'utf-8';
  return { form: isUtf8 && !isGzip(head) && (found ?? jsonl) === jsonl ? 'lines' : 'rows', bytes: whole };
}

/**
 * The rows of a file, in the order of the file, whatever it is called: the format is told by its content unless `format` says it,
 * the encoding as `textOf` tells it. Throws a `FileRefused` before or between rows where the file is no such text.
 */
export async function* rowsOf(
  bytes: AsyncIterable<Uint8Array>,
  { encoding, format, onBytes, onFound }: HowToRead = {},
): AsyncGenerator<Row> {
  const asBytes: FoundBytes[] = [];
  const pieces = textOf(bytes, encoding, onBytes, (found) => asBytes.push(found));
  try {
    let head = '';
    let isWhole = false;
    while (!isTelling(head)) {
      const { done, value } = await pieces.next();
      isWhole = done === true;
      if (done === true) break;
      head += value;
    }
    const whole = async function* (): AsyncGenerator<string> {
      yield head;
      if (!isWhole) yield* pieces;
    };
    assertNoPage(head);
    const found = formats.find((one) => (format == null ? one.detect(head) : one.name === format));
    if (found !== undefined)
      for (const how of asBytes)
        onFound?.({ ...how, format: found.name, delimiter: found === csv ? delimiterOf(head) : null });
    if (found !== undefined) yield* found.read(whole());
    else if (isWhole) return;
    else throw new FileRefused('the file begins with nothing but blanks');
  } finally {
    await pieces.return(undefined);
  }
}
