import type { TestEvent } from 'node:test/reporters';
import { inspect } from 'node:util';
import { cpuSeconds } from './cpu.ts';

/** What a process of tests came to; the last line that it prints, after `countsMark`. */
export interface Counts {
  passed: number;
  failed: number;
  skipped: number;
  /** CPU time of the process and of those that it started, in seconds. */
  cpuSeconds: number;
}
export const countsMark = '#counts ';

/** One line for each test as it ends, the error below it where there is one, and the counts. */
export default async function* report(events: AsyncIterable<TestEvent>): AsyncGenerator<string> {
  const counts: Counts = { passed: 0, failed: 0, skipped: 0, cpuSeconds: 0 };
  for await (const { type, data } of events) {
    if (type !== 'test:pass' && type !== 'test:fail') continue;
    const { name, nesting, details, skip } = data;
    const indent = '  '.repeat(nesting);
    const isSkipped = skip !== undefined && skip !== false;
    if (details.type !== 'suite')
      counts[isSkipped ? 'skipped' : type === 'test:pass' ? 'passed' : 'failed']++;
    if (isSkipped) yield `${indent}- ${name} (skipped${typeof skip === 'string' ? `: ${skip}` : ''})\n`;
    else if (type === 'test:pass') yield `${indent}✔ ${name} (${Math.round(details.duration_ms)} ms)\n`;
    else yield `${indent}✖ ${name} (${data.file}:${data.line})\n${errorText(data.details.error)}\n`;
  }
  counts.cpuSeconds = cpuSeconds();
  yield `${countsMark}${JSON.stringify(counts)}\n`;
}

function errorText(error: Error): string {
  return inspect(error.cause ?? error).replaceAll(/^/gm, '    ');
}
