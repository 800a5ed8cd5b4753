import type { Format, Row } from '../row.ts';
import { type CsvRecord, CsvRecords } from './records.ts';
import { CsvTable } from './table.ts';
import { csvLines } from './write.ts';

const delimiters = [',', ';', '\t'] as const;
/** The first line says which delimiter it is, as Excel writes it. */
const sepLine = /^"?sep=([^\r\n"])"?[ \t]*(?:\r\n|\r|\n|$)/i;
const headLength = 65_536;

/** A table whose first row has the names of its columns. Anything may be one: it comes last. */
export const csv: Format<Readonly<Record<string, unknown>>> = {
  name: 'csv',
  detect: (start) => start.trim() !== '',
  async *read(text) {
    const pieces = text[Symbol.asyncIterator]();
    try {
      let head = '';
      // The carriage return alone may be half of a line's end.
      while (head.length < headLength && !/[\r\n]./s.test(head)) {
        const { done, value } = await pieces.next();
        if (done === true) break;
        head += value;
      }
      const sep = sepLine.exec(head);
      const body = sep === null ? head : head.slice(sep[0].length);
      const records = new CsvRecords(delimiterOf(head), sep === null ? 1 : 2);
      const table = new CsvTable();
      yield* rowsOf(table, records.take(body));
      for (;;) {
        const { done, value } = await pieces.next();
        if (done === true) break;
        yield* rowsOf(table, records.take(value));
      }
      yield* rowsOf(table, records.end());
    } finally {
      await pieces.return?.();
    }
  },
  write: (rows) => csvLines(rows),
};

function* rowsOf(table: CsvTable, records: Iterable<CsvRecord>): Generator<Row> {
  for (const record of records) yield* table.rows(record);
}

/** The delimiter of a table that begins so: the one that it says, or that its first line has most of, outside of quotes. */
export function delimiterOf(head: string): string {
  const said = sepLine.exec(head)?.[1];
  if (said !== undefined) return said;
  const line =
    head
      .replaceAll(/"[^"]*"/g, 'x')
      .replace(/^[\r\n]+/, '')
      .split(/[\r\n]/, 1)[0] ?? '';
  const counts = delimiters.map((delimiter) => line.split(delimiter).length);
  return delimiters[counts.indexOf(Math.max(...counts))] ?? ',';
}
