import { readFile } from 'node:fs/promises';
import { messageOf } from '@asg/domain/errors';
import { recordOf } from '@asg/domain/names';
import { at } from '@asg/domain/present';
import { CsvError, parse } from 'csv-parse/sync';
import { UsageError } from '../terminal/exit.ts';

/** One row, its values by column name, and the line of the file that it ends on. */
export interface CsvRow<Column extends string> {
  readonly line: number;
  readonly values: Readonly<Record<Column, string>>;
}

interface ParsedRecord {
  readonly record: readonly string[];
  readonly info: { readonly lines: number };
}

/**
 * The rows of a CSV file (RFC 4180, UTF-8) whose header names at least these columns, in any order and case; others are
 * passed over. Throws a UsageError that names file, line and column if a column is missing, a row has another number of
 * values, or a value is empty that is not among `mayBeEmpty`.
 */
export async function readCsv<const Column extends string>(
  file: string,
  columns: readonly Column[],
  mayBeEmpty: readonly Column[] = [],
): Promise<readonly CsvRow<Column>[]> {
  const [header, ...records] = parsed(file, await textOf(file));
  if (header === undefined)
    throw new UsageError(`${file}: is empty, it must start with the line ${columns.join(',')}`);
  const names = header.record.map((name) => name.trim().toLowerCase());
  const places = recordOf(columns, (column) => {
    const place = names.indexOf(column);
    if (place < 0) {
      throw new UsageError(
        `${file}: line 1 has no column "${column}"; it must be ${columns.join(',')}, not ${names.join(',')}`,
      );
    }
    return place;
  });
  return records.map(({ record, info }) => {
    if (record.length !== names.length) {
      throw new UsageError(
        `${file}: line ${info.lines} has ${record.length} values, the header has ${names.length}`,
      );
    }
    const values = recordOf(columns, (column) => at(record, places[column]).trim());
    const empty = columns.find((column) => values[column] === '' && !mayBeEmpty.includes(column));
    if (empty !== undefined) throw new UsageError(`${file}: line ${info.lines}, column "${empty}" is empty`);
    return { line: info.lines, values };
  });
}

async function textOf(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    throw new UsageError(`${file} cannot be read: ${messageOf(error)}`);
  }
}

function parsed(file: string, text: string): readonly ParsedRecord[] {
  try {
    const options = { bom: true, info: true, relax_column_count: true, skip_empty_lines: true };
    return parse(text, options) as unknown as readonly ParsedRecord[];
  } catch (error) {
    if (error instanceof CsvError) throw new UsageError(`${file}: ${error.message}`);
    throw error;
  }
}
