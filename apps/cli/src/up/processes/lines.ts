import { isRecord } from '@asg/values/json';
import { printable } from '../../terminal/printable.ts';

/** As wide as the longest name of fewer than ten of a role. */
const nameWidth = 'webhooks-1'.length;
const levelWidth = 5;
const timeForm = /T(\d\d:\d\d:\d\d)/;

/** A line of a process's log for people: its name, then time, level, message and fields; another text as it is. */
export function readableLine(name: string, line: string): string {
  const entry = entryOf(line);
  const before = `${name.padEnd(nameWidth)} │ `;
  if (entry === null) return before + printable(line);
  const { time, level, msg, err, ...fields } = entry;
  const at = timeForm.exec(textOf(time))?.[1] ?? '';
  const shown = Object.entries(fields).map(([field, value]) => `${field}=${told(value)}`);
  const trouble = isRecord(err) ? [`err=${told(err.message)}`] : [];
  const first = [at, textOf(level).padEnd(levelWidth), textOf(msg), ...shown, ...trouble];
  const stack = isRecord(err) && typeof err.stack === 'string' ? err.stack.split('\n').slice(1) : [];
  return [first.join(' ').trimEnd(), ...stack].map((text) => before + printable(text)).join('\n');
}

/** The same for programs: an entry of the log that says which process it is of. */
export function jsonLine(name: string, line: string): string {
  return JSON.stringify({ process: name, ...(entryOf(line) ?? { msg: line }) });
}

function entryOf(line: string): Readonly<Record<string, unknown>> | null {
  try {
    const parsed: unknown = JSON.parse(line);
    return isRecord(parsed) ? parsed : null;
  } catch {
    return null;
  }
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

const told = (value: unknown): string =>
  typeof value === 'string' && /^[^\s"]+$/.test(value) ? value : (JSON.stringify(value) ?? '-');
