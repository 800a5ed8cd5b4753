import { type LineNotice, LineNotices, noticedLines, SameItems, TaskRows } from '@asg/domain/rows';
import type { SubmitTask } from '@asg/sdk';
import { rowsOfFile } from '../files/rows-of-file.ts';
import { UsageError } from '../terminal/exit.ts';

/** More are for a job, which reads its file as a stream. */
export const tasksMax = 100_000;
const bytesMax = 256 * 1024 * 1024;

/** A task of a file, as far as the file says it, and the line that it begins on. */
export interface FiledTask {
  readonly line: number;
  readonly task: Partial<SubmitTask>;
}

/** Something to say of a line of a file. */
export interface LineNote {
  readonly line: number;
  readonly reason: string;
}

/** A file of tasks: a row is a task or refused for a reason. */
export interface TaskFile {
  readonly tasks: readonly FiledTask[];
  readonly refused: readonly LineNote[];
  readonly notices: readonly LineNotice[];
}

/** How a file is read, where its content does not tell it. */
export interface FileOptions {
  readonly format?: 'csv' | 'jsonl';
  readonly encoding?: string;
  /** The column with the items' texts. */
  readonly textColumn?: string;
}

/**
 * The tasks of a file, `-` for standard input. Throws a UsageError where it cannot be read, no column of it has the items, or no
 * row could be a task.
 */
export async function readTaskFile(file: string, options: FileOptions): Promise<TaskFile> {
  const tasks: FiledTask[] = [];
  const refused: LineNote[] = [];
  const notices = new LineNotices();
  const toTasks = new TaskRows(options);
  const items = new SameItems();
  const note = (line: number, reason: string | null | undefined): void => {
    if (reason != null) notices.add({ line, reason });
  };
  for await (const row of rowsOfFile(file, { ...options, bytesMax })) {
    const { line } = row;
    if (row.kind === 'error') refused.push({ line, reason: row.reason });
    else if (row.kind === 'notice') note(line, row.reason);
    else if (row.kind === 'columns') {
      const { problem, notice } = toTasks.columns(row.columns);
      if (problem !== null) throw new UsageError(`${file}: line ${line}: ${problem}`);
      note(line, notice);
    } else {
      const outcome = toTasks.task(row.values);
      if (outcome.ok) {
        tasks.push({ line, task: outcome.task });
        note(line, outcome.notice);
        note(line, items.noticeOf(outcome.task, line));
      } else refused.push({ line, reason: outcome.reason });
    }
    if (tasks.length > tasksMax)
      throw new UsageError(`${file}: more than ${tasksMax} tasks are for \`asg jobs upload\``);
  }
  if (tasks.length === 0) {
    const said = refused.map((note) => `\n  ${noteText(note)}`).join('');
    throw new UsageError(`${file}: there is no task in it${said}`);
  }
  return { tasks, refused, notices: notices.list };
}

/** `line`: 0 for what is of no line. */
export const noteText = ({ reason, ...lines }: LineNotice): string =>
  lines.line === 0 ? reason : `${noticedLines(lines)}: ${reason}`;
