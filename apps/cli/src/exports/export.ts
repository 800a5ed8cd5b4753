import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { codeOf, messageOf } from '@asg/domain/errors';
import { type ExportFormat, exportFormats } from '@asg/domain/names';
import { type Command, Option } from 'commander';
import { UsageError } from '../terminal/exit.ts';
import { printStream, readableOf } from '../terminal/web-stream.ts';

/** How an export is written, and where. */
export interface ExportOptions {
  readonly format: ExportFormat;
  readonly bom: boolean;
  /** False where the caller wants formulas as they are. */
  readonly guardFormulas: boolean;
  readonly out?: string;
}

export function withExportOptions(command: Command): Command {
  return command
    .addOption(new Option('--format <format>', 'of the file').choices(exportFormats).default('jsonl'))
    .option('--bom', 'with csv: begin with a byte order mark, by which Excel knows UTF-8', false)
    .option(
      '--no-guard-formulas',
      'with csv: no apostrophe before what a spreadsheet would take for a formula',
    )
    .option('--out <file>', 'where to write it; an earlier file is replaced when all has arrived');
}

/** The options as the API takes them. */
export function exportQuery({ format, bom, guardFormulas }: ExportOptions): {
  readonly format: ExportFormat;
  readonly bom: true | undefined;
  readonly guard_formulas: false | undefined;
} {
  return { format, bom: bom || undefined, guard_formulas: guardFormulas && undefined };
}

const binary: readonly ExportFormat[] = ['parquet', 'huggingface', 'voc', 'yolo'];

/** Throws a UsageError for what would be written to a terminal and is not text. */
export function assertWritable({ format, out }: ExportOptions): void {
  if (out === undefined && process.stdout.isTTY && binary.includes(format))
    throw new UsageError(`${format} is no text: --out says where to write it`);
}

/** Streams an export to standard output, or to a file that is there only once all has arrived. */
export async function writeExport(
  body: ReadableStream<Uint8Array>,
  { out }: Pick<ExportOptions, 'out'>,
  signal: AbortSignal,
): Promise<void> {
  if (out === undefined) {
    await printStream(body);
    return;
  }
  const draft = `${out}.part`;
  try {
    await pipeline(readableOf(body), createWriteStream(draft), { signal });
    await rename(draft, out);
  } catch (error) {
    await rm(draft, { force: true });
    throw isFileError(error) ? new UsageError(`${out} cannot be written: ${messageOf(error)}`) : error;
  }
}

const isFileError = (error: unknown): boolean =>
  ['ENOENT', 'EACCES', 'EISDIR', 'ENOSPC', 'EROFS'].includes(String(codeOf(error)));
