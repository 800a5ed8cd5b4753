import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The files of tests that run in one process, one after the other. */
export interface Job {
  readonly name: string;
  readonly files: readonly string[];
}

/** What starts programs, or has a step before each test, would get in the way of others in its process. */
const standsAlone =
  /'node:(child_process|worker_threads)'|'@asg\/testing'|\/(customer-session|run-asg|chromium|stand)\.ts'|^(beforeEach|afterEach)\(|\bprocess\.(env|exitCode)\b/m;

/**
 * A process for the quick tests of each package: what they load costs many times what they do. Those first, then a process for
 * each file that starts programs of its own.
 */
export function jobsOf(root: string, files: readonly string[]): readonly Job[] {
  const groups = new Map<string, string[]>();
  const alone: Job[] = [];
  for (const file of files) {
    const name = file.split('/').slice(0, 2).join('/');
    if (standsAlone.test(readFileSync(join(root, file), 'utf8'))) alone.push({ name: file, files: [file] });
    else groups.set(name, [...(groups.get(name) ?? []), file]);
  }
  return [...[...groups].map(([name, members]) => ({ name, files: members })), ...alone];
}
