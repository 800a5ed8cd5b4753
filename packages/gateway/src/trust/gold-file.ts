import { TaskRows } from '@asg/domain/rows';
import type { GoldItems } from '@asg/engines';
import { FileRefused, rowsOf } from '@asg/formats';
import { type AddGoldBody, addGoldBody, routes } from '@asg/wire';
import { Refusal, RefusedRequest, refuse, refuseFields } from '../refusals/refusal.ts';
import { checkOf } from '../validation/validation.ts';

const rowsMax = 10_000;
const { bodyBytesMax: bytesMax } = routes.adminImportGold;

type GoldInput = Parameters<GoldItems['add']>[0][number];

interface GoldFile {
  readonly inputs: readonly GoldInput[];
  /** The file's line of each input, from 1. */
  readonly numbers: readonly number[];
}

/** Takes a file apart by the schema of a single item; it stops at the first bad row. */
export function goldReader(): (file: Buffer) => Promise<GoldFile | Refusal> {
  const check = checkOf(addGoldBody);
  const checkRow = (row: Readonly<Record<string, unknown>>, line: number): AddGoldBody | Refusal => {
    const { gold_feedback: feedback, ...fields } = row;
    const found = check(feedback === undefined ? fields : { ...fields, feedback });
    if (found.ok) return found.value;
    const { message, details } = found.refusal;
    const known = details ?? [{ field: '', constraint: 'type', message }];
    return refuseFields(
      known.map((one) => ({
        field: one.field === '' ? `lines.${line}` : `lines.${line}.${one.field}`,
        constraint: one.constraint,
        message: `line ${line}: ${one.message}`,
      })),
    );
  };
  return async (file) => {
    const inputs: AddGoldBody[] = [];
    const numbers: number[] = [];
    const rows = new TaskRows();
    const bad = (line: number, constraint: string, message: string): Refusal =>
      refuseFields([{ field: `lines.${line}`, constraint, message: `line ${line}: ${message}` }]);
    try {
      for await (const row of rowsOf(once(file), { onBytes: bounded() })) {
        const { line } = row;
        if (row.kind === 'notice') continue;
        if (row.kind === 'error') return bad(line, 'row', row.reason);
        if (row.kind === 'columns') {
          const { problem } = rows.columns(row.columns);
          if (problem !== null) return bad(line, 'columns', problem);
          continue;
        }
        if (inputs.length === rowsMax) return bad(line, 'maxItems', `at most ${rowsMax} rows at once`);
        const outcome = rows.task(row.values);
        if (!outcome.ok) return bad(line, 'row', outcome.reason);
        // Columns that are no fields are for the file's owner: gold has nobody to give them back to.
        const { metadata: _metadata, ...fields } = outcome.task;
        const checked = checkRow(rows.isTable ? fields : outcome.task, line);
        if (checked instanceof Refusal) return checked;
        inputs.push(checked);
        numbers.push(line);
      }
    } catch (error) {
      if (error instanceof RefusedRequest) return error.refusal;
      if (error instanceof FileRefused)
        return refuse('malformed_request', { message: `the body: ${error.message}` });
      throw error;
    }
    return inputs.length > 0
      ? { inputs, numbers }
      : refuse('body_required', { message: 'there is no row in the body' });
  };
}

async function* once(file: Buffer): AsyncGenerator<Uint8Array> {
  yield file;
}

/** Refuses a body that is larger unpacked than it may be. */
function bounded(): (length: number) => void {
  let bytes = 0;
  return (length) => {
    bytes += length;
    if (bytes > bytesMax) throw new RefusedRequest(refuse('body_too_large'));
  };
}
