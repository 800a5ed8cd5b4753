import { writeFile } from 'node:fs/promises';
import { extname } from 'node:path';
import { messageOf } from '@asg/domain/errors';
import { csv, jsonl } from '@asg/formats';
import { UsageError } from '../terminal/exit.ts';
import type { KnownResult } from './show-result.ts';

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
  dataUrl: string | null | undefined,
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

/** The format by the ending of the name. Throws a UsageError where it is no known one. */
export function assertFormat(file: string): void {
  if (formatOf(file) === undefined) throw new UsageError(`${file}: must end in .csv or .jsonl`);
}

const formatOf = (file: string): typeof csv | typeof jsonl | undefined => {
  const ending = extname(file).toLowerCase();
  return ending === '.csv' ? csv : ['.jsonl', '.ndjson', '.json'].includes(ending) ? jsonl : undefined;
};

/** Throws a UsageError where the file cannot be written. */
export async function writeLabels(file: string, rows: readonly LabelRow[]): Promise<void> {
  try {
    await writeFile(file, (formatOf(file) ?? jsonl).write(rows.map((row) => ({ ...row }))));
  } catch (error) {
    throw new UsageError(`${file} cannot be written: ${messageOf(error)}`);
  }
}
