import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { startRefinery } from '@asg/testing';
import { benchBodies } from './bodies.ts';
import { checkoutOf } from './checkout.ts';
import { benchClaims } from './claims.ts';
import { benchConnections } from './connections.ts';
import { benchConsensus } from './consensus/cost.ts';
import { benchConsole } from './console/console.ts';
import { benchCpu, mainOf } from './cpu.ts';
import { benchDisk } from './disk.ts';
import { type Figure, printFigures } from './figures.ts';
import { benchHistory } from './history.ts';
import { benchIdle } from './idle/idle.ts';
import { benchIntake, doors } from './intake/intake.ts';
import { benchKinds } from './kinds/kinds.ts';
import { benchLinks } from './links/links.ts';
import { benchModelKinds } from './models/kinds.ts';
import { benchModelMemory } from './models/memory.ts';
import { benchModels } from './models/models.ts';
import { benchPipeline } from './pipeline.ts';
import { benchRoutes } from './routes/routes.ts';
import { benchSettlement } from './settlement/settlement.ts';
import { benchSubmissions } from './submissions.ts';
import { benchTrust } from './trust.ts';

const usage = `npm run bench -- [--only cpu|idle|disk|submissions|pipeline|claims|settlement|trust|links|consensus|models|model-kinds|model-memory|kinds|console|routes|bodies|connections|intake] [--json]
--crowd FOLDER, as often as wanted: real answers (answers.csv, truth.csv, as of asg replay) to measure links with too.
--lines N, --zip-gib N, --door upload|url: what large files are measured with (intake), 0: none. Default: 20000, 0.05, both.
--stored N: tasks that are stored (console, routes). Default: 1000000.
--beside FOLDER: another checkout, its packages installed, measured in turns with this one (cpu, disk, pipeline, settlement; idle: at the same time).
--against COMMIT: the same with a checkout of that commit, which is made and kept in the folder for temporary files.
One run on one machine: read the ratios, not the absolute figures. Exit code 1 if an aim is missed.`;

const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    beside: { type: 'string' },
    against: { type: 'string' },
    crowd: { type: 'string', multiple: true },
    lines: { type: 'string', default: '20000' },
    stored: { type: 'string', default: '1000000' },
    door: { type: 'string' },
    'zip-gib': { type: 'string', default: '0.05' },
    json: { type: 'boolean' },
    help: { type: 'boolean', short: 'h' },
  },
});

const beside = values.against === undefined ? values.beside : checkoutOf(values.against);

/** Limits are on, so that their cost is in the figures, and out of reach. */
const unreachable = '999999999/999999999';
const env = {
  SANDBOX_LABEL_QUOTA: '1000000000',
  RATE_LIMITS: 'true',
  RATE_LIMIT_SANDBOX: unreachable,
  RATE_LIMIT_WORKER: unreachable,
};
const echoServer = fileURLToPath(new URL('./clients/echo-server.ts', import.meta.url));

const benches: Readonly<
  Record<string, { readonly title: string; readonly run: () => Promise<readonly Figure[]> }>
> = {
  cpu: {
    title:
      'CPU of the server by the request, all threads; here : beside (a second of the same without it), ratio',
    run: () => benchCpu(env, beside),
  },
  idle: {
    title: 'A process of all roles in which nothing happens, and after sign-ups; here : beside',
    run: () => benchIdle(beside === undefined ? undefined : mainOf(beside)),
  },
  disk: {
    title: 'Bytes of the store for each settled task, by table and index; here : beside, ratio',
    run: () => benchDisk(beside),
  },
  submissions: {
    title: 'Submissions (128 connections; batches of 1,000 over 4)',
    run: async () => {
      await using refinery = await startRefinery({ env, entry: echoServer });
      return await benchSubmissions(refinery);
    },
  },
  pipeline: {
    title: 'From submission to payment (crowd on the same cores, claims of 20); here : beside, ratio',
    run: () => benchPipeline(env, beside === undefined ? undefined : mainOf(beside)),
  },
  claims: {
    title: 'Claims, one after the other, few and many stored or done tasks in turns',
    run: async () => {
      await using few = await startRefinery({ env });
      await using many = await startRefinery({ env });
      return [...(await benchClaims(few.url, many.url)), ...(await benchHistory(many.url))];
    },
  },
  settlement: {
    title:
      'A settlement of 1,000 tasks with 500 payees, CPU of all threads; here : beside, median of the ratios',
    run: () => benchSettlement(beside),
  },
  trust: {
    title: 'Trust: crowds in which a fifth clicks at random (600 tasks, 50 workers, 5 seeds)',
    run: benchTrust,
  },
  links: {
    title: 'Accounts whose wrong answers are the same beyond chance (20 orders of each crowd)',
    run: () => benchLinks(values.crowd ?? []),
  },
  consensus: { title: 'Consensus', run: async () => benchConsensus() },
  models: {
    title:
      'Models beside a crowd that is right 75 % of the time (2,000 tasks, 4 seeds): accuracy and labels a task',
    run: async () => benchModels(),
  },
  'model-kinds': {
    title:
      'Models beside a crowd, on other kinds than choices (1,000 tasks, 4 seeds): how near the truth, and labels a task',
    run: async () => benchModelKinds(),
  },
  'model-memory': {
    title: 'What a model of a customer takes, beside a worker on the same template',
    run: async () => benchModelMemory(),
  },
  kinds: {
    title:
      'Kinds of tasks beside crowd-kit, on the same labels (300 tasks, 8 seeds; 120 pairs of 20 items, 3 seeds; 40 workers); needs python3',
    run: benchKinds,
  },
  bodies: {
    title: 'Bodies of 8 MiB, sixteen at once',
    run: () => benchBodies({ ...env, RATE_LIMIT_REFUSED_BODIES: unreachable }),
  },
  connections: {
    title: '300 half-open connections for a minute',
    run: () => benchConnections(env),
  },
  intake: {
    title: 'Large files through a server that is killed twice (kill -9) while it reads them',
    run: () =>
      benchIntake({
        lines: Number(values.lines),
        zipGib: Number(values['zip-gib']),
        doors: doors.filter((door) => (values.door ?? door) === door),
      }),
  },
  console: {
    title:
      'Pages of the Console with so many tasks stored, ms: median / p95 / slowest of 40; also on Aerospike where asd is on the PATH',
    run: () => benchConsole(Number(values.stored)),
  },
  routes: {
    title:
      'CPU of each GET route by the call, µs: with a hundredth of so many tasks stored : with so many, and ratio',
    run: () => benchRoutes(Number(values.stored)),
  },
};

const names = values.only === undefined ? Object.keys(benches) : [values.only];
if (values.help === true || names.some((name) => benches[name] === undefined)) {
  console.log(usage);
  process.exit(values.help === true ? 0 : 2);
}
const results: Record<string, readonly Figure[]> = {};
for (const name of names) {
  const { title, run } = benches[name]!;
  const figures = await run();
  results[name] = figures;
  if (values.json !== true) printFigures(title, figures);
}
if (values.json === true) console.log(JSON.stringify(results, null, 2));
const missed = Object.values(results)
  .flat()
  .some((figure) => figure.reached === false);
process.exitCode = missed ? 1 : 0;
