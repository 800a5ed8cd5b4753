import { crockford } from './crockford.ts';
import { idPrefixes } from './ids.ts';

/** Of a ULID: 10 digits of time, then the randomness. */
const timeLength = 10;
const tailLength = 9;
const lineLength = 7;
/** The last line of a manifest that can become a task. */
export const manifestLinesMax = 32 ** lineLength - 1;

/**
 * The id of the task that a line of a job's manifest becomes, so that the same line is the same task however often it is
 * read. A valid task id of the job's own moment, sorted by line: the job's time, the end of its randomness (the beginning is
 * shared by jobs of one millisecond), the line. Lines count from 1.
 */
export function jobTaskId(jobId: string, line: number): string {
  if (!Number.isInteger(line) || line < 1 || line > manifestLinesMax) throw new RangeError(`no line ${line}`);
  const ulid = jobId.slice(idPrefixes.job.length);
  let digits = '';
  let rest = line;
  for (let i = 0; i < lineLength; i++) {
    digits = crockford[rest % 32] + digits;
    rest = Math.floor(rest / 32);
  }
  return idPrefixes.task + ulid.slice(0, timeLength) + ulid.slice(-tailLength) + digits;
}

/** The line that a job's task comes from. */
export function lineOfJobTask(taskId: string): number {
  let line = 0;
  for (const digit of taskId.slice(-lineLength)) line = line * 32 + crockford.indexOf(digit);
  return line;
}
