import { cellText } from '../column.ts';

/** How a table is written as CSV. */
export interface CsvStyle {
  /** Their names and order; default: those of the first row. */
  readonly columns?: readonly string[];
  /** The names stand above the rows. Default: true; false for the pieces of a file that follow its first. */
  readonly hasHead?: boolean;
  /** A byte order mark before the names, by which Excel knows UTF-8. Default: false. */
  readonly bom?: boolean;
  /** A text that a spreadsheet would take for a formula gets an apostrophe before it. Default: false. */
  readonly guardsFormulas?: boolean;
  /** Default: LF. RFC 4180 has CRLF. */
  readonly lineEnd?: '\n' | '\r\n';
}

type Cells = Readonly<Record<string, unknown>>;

/** The lines of a table, the names of its columns first. */
export function* csvLines(rows: Iterable<Cells>, style: CsvStyle = {}): Generator<string> {
  const { hasHead = true, bom = false, guardsFormulas = false, lineEnd = '\n' } = style;
  const line = (cells: readonly unknown[]): string =>
    cells.map((cell) => written(cell, guardsFormulas)).join(',') + lineEnd;
  let { columns } = style;
  const head = (): string => (bom ? '\uFEFF' : '') + line(columns ?? []);
  if (columns !== undefined && hasHead) yield head();
  for (const row of rows) {
    if (columns === undefined) {
      columns = Object.keys(row);
      if (hasHead) yield head();
    }
    yield line(columns.map((column) => row[column]));
  }
}

/** Where a spreadsheet sees a formula, or breaks the text so that it does; wide forms too, as some read them. */
const formula = /^\s*[=+\-@＝＋－＠]|^[\t\r\n]/;

function written(value: unknown, guardsFormulas: boolean): string {
  const text = cellText(value) ?? '';
  const isGuarded = guardsFormulas && typeof value === 'string' && formula.test(text);
  const cell = isGuarded ? `'${text}` : text;
  return /[",;\t\r\n]|^\s|\s$/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
