import { createReadStream } from 'node:fs';
import { extname } from 'node:path';
import { text } from 'node:stream/consumers';
import { messageOf } from '@asg/domain/errors';
import { isRecord } from '@asg/domain/json';
import { at } from '@asg/domain/present';
import type { SubmitTask } from '@asg/sdk';
import { CsvError, parse } from 'csv-parse/sync';
import { UsageError } from '../terminal/exit.ts';

/** More are for a job, which reads its file as a stream. */
export const tasksMax = 100_000;
const bytesMax = 256 * 1024 * 1024;
const metadataPrefix = 'metadata.';

/** A task of a file, as far as the file says it, and the line that it ends on. */
export interface FiledTask {
  readonly line: number;
  readonly task: Partial<SubmitTask>;
}

export type TaskFileFormat = 'csv' | 'jsonl';

/** The format by the name's ending. Throws a UsageError where it has no known one. */
export function formatOf(file: string): TaskFileFormat {
  const extension = extname(file).toLowerCase();
  if (extension === '.csv') return 'csv';
  if (['.jsonl', '.ndjson', '.json'].includes(extension)) return 'jsonl';
  throw new UsageError(`${file}: say with --format whether it is csv or jsonl`);
}

/**
 * The tasks of a file, `-` for standard input. Throws a UsageError that names the line and the column or field for what is
 * not as it must be: a file is read whole before anything is submitted.
 */
export async function readTaskFile(file: string, format: TaskFileFormat): Promise<readonly FiledTask[]> {
  const content = await contentOf(file);
  const tasks = format === 'csv' ? csvTasks(file, content) : jsonTasks(file, content);
  if (tasks.length === 0) throw new UsageError(`${file}: there is no task in it`);
  if (tasks.length > tasksMax)
    throw new UsageError(`${file}: more than ${tasksMax} tasks are for \`asg jobs upload\``);
  return tasks;
}

async function contentOf(file: string): Promise<string> {
  const stream = file === '-' ? process.stdin : createReadStream(file, { end: bytesMax });
  try {
    const content = await text(stream);
    if (content.length > bytesMax)
      throw new UsageError(`${file}: is too large for this: use \`asg jobs upload\``);
    return content.replace(/^\uFEFF/, '');
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(`${file} cannot be read: ${messageOf(error)}`);
  }
}

function jsonTasks(file: string, content: string): readonly FiledTask[] {
  return content.split('\n').flatMap((lineText, i) => {
    if (lineText.trim() === '') return [];
    const line = i + 1;
    try {
      const task: unknown = JSON.parse(lineText);
      if (isRecord(task)) return [{ line, task }];
    } catch {
      // Said below.
    }
    throw new UsageError(`${file}: line ${line} is not a JSON object`);
  });
}

type Cell = (value: string) => Partial<SubmitTask>;

const wholeNumber = (name: keyof SubmitTask, value: string): Partial<SubmitTask> => {
  if (!/^\d+$/.test(value))
    throw new UsageError(`"${name}" must be a whole number, not ${JSON.stringify(value)}`);
  return { [name]: Number(value) };
};

/** The columns that are known, beside `question`, `options` and `instructions` and those of the metadata. */
const columns: Readonly<Record<string, Cell>> = {
  data_url: (data_url) => ({ data_url }),
  type: (type) => ({ type: type as SubmitTask['type'] }),
  consensus_threshold: (value) => wholeNumber('consensus_threshold', value),
  priority: (value) => wholeNumber('priority', value),
  expires_in: (value) => wholeNumber('expires_in', value),
  language: (language) => ({ language }),
  callback_url: (callback_url) => ({ callback_url }),
  idempotency_key: (idempotency_key) => ({ idempotency_key }),
};
const specColumns: readonly string[] = ['question', 'options', 'instructions'];

interface ParsedRecord {
  readonly record: readonly string[];
  readonly info: { readonly lines: number };
}

function csvTasks(file: string, content: string): readonly FiledTask[] {
  const [header, ...records] = csvRecords(file, content);
  if (header === undefined)
    throw new UsageError(`${file}: is empty; it must begin with a line like data_url`);
  const names = header.record.map((name) => name.trim());
  const unknown = names.find(
    (name) =>
      !Object.hasOwn(columns, name) && !specColumns.includes(name) && !name.startsWith(metadataPrefix),
  );
  if (unknown !== undefined)
    throw new UsageError(
      `${file}: the column "${unknown}" is not known: ${[...Object.keys(columns), ...specColumns].join(', ')}; what you want back with the task is ${metadataPrefix}${unknown}`,
    );
  return records.map(({ record, info: { lines: line } }) => {
    if (record.length !== names.length)
      throw new UsageError(
        `${file}: line ${line} has ${record.length} values, the header has ${names.length}`,
      );
    try {
      return { line, task: taskOf(names, record) };
    } catch (error) {
      throw error instanceof UsageError ? new UsageError(`${file}: line ${line}: ${error.message}`) : error;
    }
  });
}

function csvRecords(file: string, content: string): readonly ParsedRecord[] {
  try {
    const options = { info: true, relax_column_count: true, skip_empty_lines: true };
    return parse(content, options) as unknown as readonly ParsedRecord[];
  } catch (error) {
    if (error instanceof CsvError) throw new UsageError(`${file}: ${error.message}`);
    throw error;
  }
}

/** A cell that is empty says nothing. */
function taskOf(names: readonly string[], record: readonly string[]): Partial<SubmitTask> {
  let task: Partial<SubmitTask> = {};
  let labelSpec: Partial<SubmitTask['label_spec']> = {};
  const metadata: Record<string, string> = {};
  names.forEach((name, i) => {
    const value = at(record, i).trim();
    if (value === '') return;
    if (name.startsWith(metadataPrefix)) metadata[name.slice(metadataPrefix.length)] = value;
    else if (name === 'options')
      labelSpec = { ...labelSpec, options: value.split('|').map((each) => each.trim()) };
    else if (specColumns.includes(name)) labelSpec = { ...labelSpec, [name]: value };
    else task = { ...task, ...columns[name]?.(value) };
  });
  return {
    ...task,
    ...(Object.keys(labelSpec).length === 0 ? {} : { label_spec: labelSpec as SubmitTask['label_spec'] }),
    ...(Object.keys(metadata).length === 0 ? {} : { metadata }),
  };
}
