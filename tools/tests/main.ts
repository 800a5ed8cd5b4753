import { spawnSync } from 'node:child_process';
import { globSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { dirname } from 'node:path';
import { temporaryFolder } from './folder.ts';
import { jobsOf } from './jobs.ts';
import { type Outcome, patience, runJobs } from './run-jobs.ts';

const root = dirname(dirname(import.meta.dirname));
const places = [
  'packages/*/src/**/*.test.ts',
  'apps/*/src/**/*.test.ts',
  'tools/**/*.test.ts',
  'tests/**/*.test.ts',
];
/** Measured; the rest is waiting. */
const cpuMinutes = 12;
/** More run at once than there are processors, since a test waits for half of its time: so many more, at most. */
const moreAtOnceMax = 4;
const longestShown = 12;
/** Of each job that failed, shown at the end. */
const failureLinesMax = 60;

const help = `npm test                                   everything
npm test -- --room packages/chain          a room, or a folder of one
npm test -- path/to/some.test.ts …         some files; further options are those of node --test`;

const given = process.argv.slice(2);
const all = globSync(places, { cwd: root, exclude: (name) => name === 'node_modules' }).sort();
if (given.length === 0) await run(all);
else if (given[0] === '--help') console.log(help);
else if (given[0] === '--room') await runRoom(given[1] ?? '');
else process.exitCode = runFiles(given);

function runFiles(given: readonly string[]): number {
  const env = { ...process.env, TMPDIR: temporaryFolder() };
  return spawnSync(process.execPath, ['--test', patience, ...given], { stdio: 'inherit', env }).status ?? 1;
}

/** A room or a folder of one: `chain`, `packages/chain`, `packages/chain/src/arc`, `tests/browser`. */
async function runRoom(name: string): Promise<void> {
  const folders = [name, `packages/${name}`, `apps/${name}`].map((folder) => folder.replace(/\/*$/, '/'));
  const files = name === '' ? [] : all.filter((file) => folders.some((folder) => file.startsWith(folder)));
  if (files.length > 0) return run(files);
  console.error(`no tests in ${name || 'no room'}: npm test -- --room packages/chain`);
  process.exitCode = 1;
}

async function run(files: readonly string[]): Promise<void> {
  const jobs = jobsOf(root, files);
  const processors = availableParallelism();
  const atOnce = processors + Math.min(processors, moreAtOnceMax);
  const minutes = Math.ceil(cpuMinutes / processors) + 1;
  if (files === all)
    console.log(`${files.length} files of tests, ${atOnce} at a time: rules and properties first, then each package in its
process, then whole servers, the command, and the web apps in a browser. About ${minutes} minutes (${cpuMinutes} of CPU), nothing is sent
anywhere. Only some: npm test -- path/to/some.test.ts, or npm test -- --room packages/chain
`);
  const startedMs = performance.now();
  const outcomes = await runJobs(root, jobs, { atOnce, folder: temporaryFolder() }, (outcome) => {
    const { job, text, ok } = outcome;
    const members = job.files.length > 1 ? `${job.files.length} files, ` : '';
    console.log(`${ok ? '✔' : '✖'} ${job.name} (${members}${timesOf(outcome)})\n${indented(text)}`);
  });
  summarize(outcomes, files.length, (performance.now() - startedMs) / 1000);
}

function summarize(outcomes: readonly Outcome[], files: number, seconds: number): void {
  const sum = { passed: 0, failed: 0, skipped: 0 };
  for (const { counts } of outcomes) {
    sum.passed += counts?.passed ?? 0;
    sum.failed += counts?.failed ?? 0;
    sum.skipped += counts?.skipped ?? 0;
  }
  const bad = outcomes.filter(({ ok }) => !ok);
  const flaky = outcomes.filter(({ isFlaky }) => isFlaky);
  const longest = outcomes.toSorted((a, b) => b.seconds - a.seconds).slice(0, longestShown);
  if (outcomes.length > longestShown)
    console.log(`\nlongest:\n${longest.map((one) => `  ${one.job.name}: ${timesOf(one)}`).join('\n')}`);
  const cpuSeconds = outcomes.reduce((all, { counts }) => all + (counts?.cpuSeconds ?? 0), 0);
  const tests = sum.passed + sum.failed + sum.skipped;
  console.log(`\n${tests} tests in ${files} files, ${Math.round(seconds)} s, ${Math.round(cpuSeconds)} s of CPU
tests: ${sum.passed} passed, ${sum.failed} failed, ${sum.skipped} skipped`);
  for (const { job, text } of bad) console.log(`\n✖ ${job.name}\n${indented(failuresOf(text))}`);
  for (const { job, text } of flaky)
    console.log(
      `\n! flaky: ${job.name} failed beside the others and passed by itself: mend it\n${indented(failuresOf(text))}`,
    );
  if (bad.length > 0) process.exitCode = 1;
}

/** The tests that failed, with their errors; the last lines where none is named. */
function failuresOf(text: string): string {
  const lines = text.split('\n');
  const failures: string[] = [];
  let isError = false;
  for (const line of lines) {
    const isFailure = /^ *✖/.test(line);
    isError = isFailure || (isError && !/^ *[✔-] /.test(line));
    if (isError) failures.push(line);
  }
  return (failures.length > 0 ? failures : lines).slice(-failureLinesMax).join('\n');
}

function timesOf({ counts, seconds }: Outcome): string {
  const cpu = counts === null ? '' : `, ${counts.cpuSeconds.toFixed(1)} s of CPU`;
  return `${seconds.toFixed(1)} s${cpu}`;
}

function indented(text: string): string {
  return text.replaceAll(/^(?=.)/gm, '  ');
}
