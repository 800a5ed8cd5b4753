import { recordOf } from '@asg/domain/names';
import { entryOf } from '@asg/values/present';
import { rowsOfFile } from '../files/rows-of-file.ts';
import { UsageError } from '../terminal/exit.ts';

/** One row, its values by column name, and the line of the file that it begins on. */
export interface CsvRow<Column extends string> {
  readonly line: number;
  readonly values: Readonly<Record<Column, string>>;
}

/**
 * The rows of a CSV file whose header names at least these columns, in any order and case; others are passed over. Throws a
 * UsageError that names file, line and column if a column is missing, a row is not as it must be, or a value is empty that is not
 * among `mayBeEmpty`.
 */
export async function readCsv<const Column extends string>(
  file: string,
  columns: readonly Column[],
  mayBeEmpty: readonly Column[] = [],
): Promise<readonly CsvRow<Column>[]> {
  const rows: CsvRow<Column>[] = [];
  for await (const row of rowsOfFile(file, { format: 'csv' })) {
    const { line } = row;
    if (row.kind === 'error') throw new UsageError(`${file}: line ${line}: ${row.reason}`);
    if (row.kind === 'notice') continue;
    if (row.kind === 'columns') {
      const names = row.columns.map((name) => name.toLowerCase());
      const missing = columns.find((column) => !names.includes(column));
      if (missing === undefined) continue;
      throw new UsageError(
        `${file}: line ${line} has no column "${missing}"; it must be ${columns.join(',')}, not ${names.join(',')}`,
      );
    }
    const cells = new Map<string, string>(
      Object.entries(row.values).map(([name, value]) => [name.toLowerCase(), String(value).trim()]),
    );
    const values = recordOf(columns, (column) => {
      const value = entryOf(cells, column);
      if (value === '' && !mayBeEmpty.includes(column))
        throw new UsageError(`${file}: line ${line}, column "${column}" is empty`);
      return value;
    });
    rows.push({ line, values });
  }
  if (rows.length === 0)
    throw new UsageError(`${file}: is empty, it must start with the line ${columns.join(',')}`);
  return rows;
}
