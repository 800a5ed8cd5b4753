import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Job } from './jobs.ts';
import { type Counts, countsMark } from './reporter.ts';

/** What hangs must not keep all the others, and CI, waiting; no test sets a limit of its own, for machines may be slow. */
const testMinutesMax = 6;
const jobMinutesMax = 15;
export const patience = `--test-timeout=${testMinutesMax * 60_000}`;
const reporter = pathToFileURL(join(import.meta.dirname, 'reporter.ts')).href;

/** How a job ended: what it printed, and what its tests came to; null where its process died before it could tell. */
export interface Outcome {
  readonly job: Job;
  readonly text: string;
  readonly counts: Counts | null;
  readonly ok: boolean;
  readonly seconds: number;
  /** It failed beside others, as `text` says, and passed by itself. */
  readonly isFlaky?: boolean;
}

/** So many jobs that failed are run once more; where more fail, it is no accident. */
export const againMax = 4;

export interface RunOptions {
  readonly atOnce: number;
  /** Where tests write. */
  readonly folder: string;
}

/** Runs the jobs, some at a time, in their order, and at the end those that failed once more; tells of each as it first ends. */
export async function runJobs(
  root: string,
  jobs: readonly Job[],
  { atOnce, folder }: RunOptions,
  onEnd: (outcome: Outcome) => void,
): Promise<readonly Outcome[]> {
  const outcomes: Outcome[] = [];
  const left = [...jobs];
  const lane = async (): Promise<void> => {
    for (let job = left.shift(); job !== undefined; job = left.shift()) {
      const outcome = await runJob(root, job, folder);
      outcomes.push(outcome);
      onEnd(outcome);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, lane));
  const bad = outcomes.filter(({ ok }) => !ok);
  if (bad.length > againMax) return outcomes;
  for (const first of bad) {
    const again = await runJob(root, first.job, folder);
    const text = `${first.text}\nonce more, by itself:\n${again.text}`;
    outcomes[outcomes.indexOf(first)] = { ...again, text, ...(again.ok && { isFlaky: true }) };
  }
  return outcomes;
}

function runJob(root: string, job: Job, folder: string): Promise<Outcome> {
  const startedMs = performance.now();
  // A test that runs these tests is no part of the run that it belongs to.
  const { NODE_TEST_CONTEXT: _, ...env } = process.env;
  const options = ['--test', '--test-isolation=none', patience, `--test-reporter=${reporter}`];
  const child = spawn(process.execPath, [...options, '--test-reporter-destination=stdout', ...job.files], {
    cwd: root,
    env: { ...env, TMPDIR: folder },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [printed, complained]: [string[], string[]] = [[], []];
  child.stdout.setEncoding('utf8').on('data', (more: string) => printed.push(more));
  child.stderr.setEncoding('utf8').on('data', (more: string) => complained.push(more));
  const tooLong = setTimeout(() => {
    complained.push(`\n✖ it took longer than ${jobMinutesMax} minutes and was ended`);
    child.kill('SIGKILL');
  }, jobMinutesMax * 60_000);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => {
      clearTimeout(tooLong);
      const lines = printed.join('').split('\n');
      const last = lines.findLast((line) => line.startsWith(countsMark));
      const counts = last === undefined ? null : (JSON.parse(last.slice(countsMark.length)) as Counts);
      const all = [...lines.filter((line) => line !== last), ...complained.join('').split('\n')];
      const text = all.filter((line) => line !== '').join('\n');
      const seconds = (performance.now() - startedMs) / 1000;
      resolve({ job, text, counts, ok: code === 0 && counts !== null && counts.failed === 0, seconds });
    });
  });
}
