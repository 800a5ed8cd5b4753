import { TaskRows } from '@asg/domain/rows';
import type { GoldItems } from '@asg/engines';
import { FileRefused, rowsOf } from '@asg/formats';
import { isRecord } from '@asg/values/json';
import { type addGoldBody, type addOwnGoldBody, routes } from '@asg/wire';
import { type Refusal, RefusedRequest, refuse, refuseFields } from '../refusals/refusal.ts';
import { checkOf } from '../validation/validation.ts';

const rowsMax = 10_000;
const violationsMax = 100;
const { bodyBytesMax: bytesMax } = routes.adminImportGold;

type GoldInput = Parameters<GoldItems['add']>[0][number];
type Violation = Parameters<typeof refuseFields>[0][number];

interface GoldFile {
  readonly inputs: readonly GoldInput[];
  /** The file's line of each input, from 1. */
  readonly numbers: readonly number[];
}

/** Takes a file apart by the schema of a single item. It tells of every bad row, so many at most. */
export function goldReader(
  schema: typeof addGoldBody | typeof addOwnGoldBody,
): (file: Buffer) => Promise<GoldFile | Refusal> {
  const check = checkOf<typeof addGoldBody | typeof addOwnGoldBody>(schema);
  return async (file) => {
    const inputs: GoldInput[] = [];
    const numbers: number[] = [];
    const rows = new TaskRows();
    const violations: Violation[] = [];
    const bad = (line: number, constraint: string, message: string): void => {
      violations.push({ field: `lines.${line}`, constraint, message: `line ${line}: ${message}` });
    };
    try {
      for await (const row of rowsOf(once(file), { onBytes: bounded() })) {
        const { line } = row;
        if (row.kind === 'notice') continue;
        if (row.kind === 'error') bad(line, 'row', row.reason);
        else if (row.kind === 'columns') {
          const { problem } = rows.columns(row.columns);
          if (problem !== null) {
            bad(line, 'columns', problem);
            break;
          }
        } else {
          if (numbers.length === rowsMax) {
            bad(line, 'maxItems', `at most ${rowsMax} rows at once`);
            break;
          }
          numbers.push(line);
          const outcome = rows.task(row.values);
          if (outcome.ok) {
            const found = check(fieldsOf(outcome.task, rows.isTable));
            if (found.ok) inputs.push(found.value);
            else violations.push(...ofLine(found.refusal, line));
          } else bad(line, 'row', outcome.reason);
        }
        if (violations.length >= violationsMax) break;
      }
    } catch (error) {
      if (error instanceof RefusedRequest) return error.refusal;
      if (error instanceof FileRefused)
        return refuse('malformed_request', { message: `the body: ${error.message}` });
      throw error;
    }
    if (violations.length > 0) return refuseFields(violations.slice(0, violationsMax));
    return inputs.length > 0
      ? { inputs, numbers }
      : refuse('body_required', { message: 'there is no row in the body' });
  };
}

/** A row's fields as the body of a request has them: lines of a job call some of them otherwise. */
function fieldsOf(
  row: Readonly<Record<string, unknown>>,
  isTable: boolean,
): Readonly<Record<string, unknown>> {
  const { gold_feedback: feedback, gold_practice: isPractice, gold_explanation: reason, ...all } = row;
  // Columns that are no fields are for the file's owner, but for two that tasks do not have.
  const { metadata, ...fields } = all;
  const columns = isTable && isRecord(metadata) ? metadata : {};
  const own = Object.fromEntries(
    ['use', 'reason'].flatMap((name) => (name in columns ? [[name, columns[name]]] : [])),
  );
  return {
    ...(isTable ? fields : all),
    ...own,
    ...(feedback !== undefined && { feedback }),
    ...(isPractice !== undefined && { use: isPractice === true ? 'practice' : 'test' }),
    ...(reason !== undefined && { reason }),
  };
}

function ofLine({ message, details }: Refusal, line: number): readonly Violation[] {
  const known = details ?? [{ field: '', constraint: 'type', message }];
  return known.map((one) => ({
    field: one.field === '' ? `lines.${line}` : `lines.${line}.${one.field}`,
    constraint: one.constraint,
    message: `line ${line}: ${one.message}`,
  }));
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
