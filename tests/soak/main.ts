import { parseArgs } from 'node:util';
import type { Sample } from './probe.ts';
import { soak, stopsInTime } from './soak.ts';
import { grownMost, heapGrowth, problemsOf } from './verdict.ts';

const help = `npm run soak -- [--minutes N] [--rounds N] [--batch N]

Runs the real process for N minutes (default 10): submissions, 12 workers, webhooks, an event stream, jobs and the reads of both
apps. It rests --rounds times (default 10) to count every class of objects in its heap. Code 1: something grew, or stood still.
`;
const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '10' },
    rounds: { type: 'string', default: '10' },
    batch: { type: 'string', default: '200' },
    help: { type: 'boolean', default: false },
  },
});
if (values.help) {
  console.log(help);
  process.exit(0);
}
const [minutes, rounds, batch] = [values.minutes, values.rounds, values.batch].map(Number) as [
  number,
  number,
  number,
];
if (![minutes, rounds, batch].every((one) => one > 0)) throw new RangeError(help);

const mib = (bytes: number): string => (bytes / 2 ** 20).toFixed(1);
const columns: readonly (readonly [name: string, of: (sample: Sample) => string])[] = [
  ['webhooks', ({ webhooks }) => `${webhooks}`],
  ['heap MiB', ({ heapBytes }) => mib(heapBytes)],
  ['resident MiB', ({ residentBytes }) => mib(residentBytes)],
  ['objects', ({ objects }) => `${Object.values(objects).reduce((sum, count) => sum + count, 0)}`],
  ['standstill ms', ({ standstillMs }) => standstillMs.toFixed(0)],
  ['descriptors', ({ descriptors }) => `${descriptors}`],
  ['WAL MiB', ({ walBytes }) => mib(walBytes)],
  ['uploads MiB', ({ uploadBytes }) => mib(uploadBytes)],
];
console.log(columns.map(([name]) => name.padStart(13)).join(''));
const roundMs = (minutes * 60_000) / (rounds + 1);
let roundEndsMs = performance.now() + roundMs;
const report = await soak({
  rounds,
  batch,
  goesOn: () => performance.now() < roundEndsMs,
  onSample: (sample) => {
    console.log(columns.map(([, of]) => of(sample).padStart(13)).join(''));
    roundEndsMs = performance.now() + roundMs;
  },
});
const { samples, stopMs, auditOk } = report;
console.log(`grown most: ${grownMost(samples, 8).join(', ') || 'nothing'}`);
console.log(`heap after a collection: ${heapGrowth(samples).toFixed(1)} bytes a webhook`);
console.log(`SIGTERM: ${stopMs.toFixed(0)} ms; audit: ${auditOk ? 'ok' : 'faults'}`);
const problems = [
  ...problemsOf(samples, { timed: true }),
  ...(stopsInTime(report) ? [] : [`it took ${stopMs.toFixed(0)} ms to stop`]),
  ...(auditOk ? [] : ['the audit found faults']),
];
for (const problem of problems) console.log(`FAILED: ${problem}`);
console.log(problems.length === 0 ? 'nothing grew, nothing stood still' : `${problems.length} problems`);
process.exitCode = problems.length === 0 ? 0 : 1;
