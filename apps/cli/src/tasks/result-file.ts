import { writeFile } from 'node:fs/promises';
import { messageOf } from '@asg/domain/errors';
import { at } from '@asg/domain/present';
import { UsageError } from '../terminal/exit.ts';
import type { KnownResult } from './show-result.ts';
import type { TaskFileFormat } from './task-file.ts';

/** A submitted task of a file; what is not known yet is null. Named as in the export of a job. */
export interface LabelRow {
  readonly line: number;
  readonly task_id: string;
  readonly status: string | null;
  readonly data_url: string | null;
  readonly consensus_label: string | null;
  readonly confidence: number | null;
  readonly agreement_count: number | null;
  readonly worker_count: number | null;
  readonly bsv_txid: string | null;
}

export function labelRow(
  line: number,
  dataUrl: string | undefined,
  taskId: string,
  result: KnownResult | null,
): LabelRow {
  const label = result !== null && 'consensus_label' in result ? result : null;
  return {
    line,
    task_id: taskId,
    status: result?.status ?? null,
    data_url: dataUrl ?? null,
    consensus_label: label?.consensus_label ?? null,
    confidence: label?.confidence ?? null,
    agreement_count: label?.agreement_count ?? null,
    worker_count: label?.worker_count ?? null,
    bsv_txid: label?.bsv_txid ?? null,
  };
}

/** Throws a UsageError where the file cannot be written. */
export async function writeLabels(
  file: string,
  format: TaskFileFormat,
  rows: readonly LabelRow[],
): Promise<void> {
  const lines =
    format === 'csv'
      ? [Object.keys(at(rows, 0)).join(','), ...rows.map((row) => Object.values(row).map(csvCell).join(','))]
      : rows.map((row) => JSON.stringify(row));
  try {
    await writeFile(file, `${lines.join('\n')}\n`);
  } catch (error) {
    throw new UsageError(`${file} cannot be written: ${messageOf(error)}`);
  }
}

function csvCell(value: string | number | null): string {
  const text = value === null ? '' : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
