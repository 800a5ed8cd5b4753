import { parseArgs } from 'node:util';
import type { Sample } from './probe.ts';
import { soak, stopsInTime } from './soak.ts';
import { problemsIn, soakInstalled } from './steady.ts';
import { grownMost, heapGrowth, problemsOf } from './verdict.ts';

const samplesMin = 12;
const help = `npm run soak -- [--minutes N] [--rounds N] [--batch N]
npm run soak -- --package FILE [--minutes N] [--rate N] [--json]

Runs the real process for N minutes (default 10): submissions, 12 workers, webhooks, an event stream, jobs and the reads of both
apps. It rests --rounds times (default 10) to count every class of objects in its heap. Code 1: something grew, or stood still.

With --package, the archive of \`npm run pack:cli\`, it installs that into an empty folder, starts its \`asg up\`, and submits
--rate tasks a second (default 5) for N minutes. It samples memory, CPU, descriptors, disk and latency once a minute, twelve
times at least, and judges by the slope after the warm-up, a quarter of the samples. Code 1: something is not flat.
`;
const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '10' },
    rounds: { type: 'string', default: '10' },
    batch: { type: 'string', default: '200' },
    package: { type: 'string' },
    rate: { type: 'string', default: '5' },
    json: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});
if (values.help) {
  console.log(help);
  process.exit(0);
}
const minutes = positive(values.minutes);
if (values.package === undefined) await inRounds();
else await installed(values.package, positive(values.rate));

function positive(text: string): number {
  const number = Number(text);
  if (!(number > 0)) throw new RangeError(help);
  return number;
}

/** An installed server under a steady load, its figures by the minute. */
async function installed(archive: string, rate: number): Promise<void> {
  const everySeconds = Math.floor(Math.min(60, (minutes * 60) / samplesMin));
  const say = (text: string): void => {
    if (!values.json) console.log(text);
  };
  const row = (cells: readonly string[]): void => say(cells.map((cell) => cell.padStart(15)).join(''));
  let isFirst = true;
  const report = await soakInstalled({
    archive,
    rate,
    seconds: Math.floor(minutes * 60),
    everySeconds,
    onSample: (sample) => {
      if (isFirst) row(Object.keys(sample));
      isFirst = false;
      row(Object.values(sample).map((figure) => figure.toFixed(Number.isInteger(figure) ? 0 : 1)));
    },
  });
  const problems = problemsIn(report);
  say('');
  for (const [name, { median, growth, z, flat }] of Object.entries(report.trends))
    say(
      `${flat ? 'flat  ' : 'GROWS '} ${name.padEnd(14)} median ${median.toFixed(1)}, growth after the warm-up ${growth.toFixed(1)} (z ${z.toFixed(1)})`,
    );
  say(`${report.submitted} tasks settled; SIGTERM: ${report.stopMs.toFixed(0)} ms`);
  for (const problem of problems) say(`FAILED: ${problem}`);
  if (values.json) console.log(JSON.stringify({ ...report, problems }, null, 1));
  process.exitCode = problems.length === 0 ? 0 : 1;
}

/** The program of the sources, at rest after each of several rounds. */
async function inRounds(): Promise<void> {
  const [rounds, batch] = [positive(values.rounds), positive(values.batch)];
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
}
