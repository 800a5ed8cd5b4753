import type { ClaimWorkOutcome, Task, TaskOutcome } from '@asg/domain';
import { at } from '@asg/values/present';
import { ByteReader, ByteWriter } from '../compact/bytes.ts';
import type { Words } from '../compact/words.ts';
import { parsed } from '../sql.ts';
import { type TaskRow, taskOf } from './task-row.ts';

/**
 * Tasks on their way from the writer, as their rows have them: those are made already, and read in less time than JSON of the same.
 * Words in them are found by whoever reads, as the answer comes once they are committed.
 */
type PackedTasks = string;

/** What a claim found. */
export interface PackedClaim extends Omit<ClaimWorkOutcome, 'tasks'> {
  readonly tasks: PackedTasks;
}

/** What became of commands; `tasks`: of each that found its task, as it is then. */
export interface PackedOutcomes {
  readonly outcomes: readonly (WithoutTask<TaskOutcome> | null)[];
  readonly tasks: PackedTasks;
}
type WithoutTask<Outcome> = Outcome extends unknown ? Omit<Outcome, 'task'> : never;

const forms = { json: 0, row: 1, untouched: 2 } as const;
const out = new ByteWriter();

/** `rowOf`: null: its row is not known as it is now. */
function packTasks(tasks: readonly Task[], rowOf: (task: Task) => TaskRow | null): PackedTasks {
  out.drop();
  out.number(tasks.length);
  for (const task of tasks) {
    const row = rowOf(task);
    if (row === null) {
      out.byte(forms.json);
      out.text(JSON.stringify(task));
    } else packRow(row);
  }
  return out.takeText();
}

function packRow({ id, order_json, shape, own, work }: TaskRow): void {
  out.byte(work === null ? forms.untouched : forms.row);
  out.text(id);
  out.number(shape === null ? 0 : shape + 1);
  if (shape === null) out.text(order_json);
  out.bytes(own ?? none);
  if (work !== null) out.bytes(work);
}
const none = new Uint8Array();

export function unpackTasks(packed: PackedTasks, words: Words): readonly Task[] {
  const from = new ByteReader(Buffer.from(packed, 'base64'));
  const tasks: Task[] = [];
  for (let left = from.number(); left > 0; left--) {
    const form = from.byte();
    if (form === forms.json) tasks.push(parsed<Task>(from.text()));
    else tasks.push(unpackRow(from, form === forms.row, words));
  }
  return tasks;
}

function unpackRow(from: ByteReader, hasWork: boolean, words: Words): Task {
  const id = from.text();
  const number = from.number();
  const shape = number === 0 ? null : number - 1;
  const order_json = shape === null ? from.text() : '';
  const own = from.bytes();
  const work = hasWork ? from.bytes() : null;
  return taskOf({ id, order_json, shape, own, work, work_json: null, reserved_by: null }, words);
}

export const packClaim = (
  { tasks, ...outcome }: ClaimWorkOutcome,
  rowOf: (task: Task) => TaskRow | null,
): PackedClaim => ({ ...outcome, tasks: packTasks(tasks, rowOf) });

export function packOutcomes(
  outcomes: readonly (TaskOutcome | null)[],
  rowOf: (task: Task) => TaskRow | null,
): PackedOutcomes {
  const tasks = outcomes.flatMap((outcome) => outcome?.task ?? []);
  return {
    outcomes: outcomes.map((outcome) =>
      outcome?.kind === 'refused'
        ? { kind: outcome.kind, reason: outcome.reason }
        : outcome && { kind: outcome.kind },
    ),
    tasks: packTasks(tasks, rowOf),
  };
}

export function unpackOutcomes({ outcomes, tasks }: PackedOutcomes, words: Words): (TaskOutcome | null)[] {
  const unpacked = unpackTasks(tasks, words);
  let next = 0;
  return outcomes.map((outcome) => outcome && { ...outcome, task: at(unpacked, next++) });
}
