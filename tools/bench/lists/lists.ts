/** `npm run bench:lists`: what a put, a page and a split cost in a list of many entries on Aerospike, in turns with a short one. */
import { randomUUID } from 'node:crypto';
import { parseArgs } from 'node:util';
import { asdNamespace, asdProgram, startAsd } from '@asg/testing';
import { Cluster } from '../../../packages/storage-aerospike/src/cluster/cluster.ts';
import { connected } from '../../../packages/storage-aerospike/src/cluster/connect.ts';
import { loadDriver } from '../../../packages/storage-aerospike/src/cluster/driver.ts';
import type { Entry } from '../../../packages/storage-aerospike/src/records/lists.ts';
import {
  type RecordStore,
  recordStoreOn,
} from '../../../packages/storage-aerospike/src/records/record-store.ts';
import { takenBy } from '../cluster/meter.ts';
import { type Figure, median, printFigures } from '../figures.ts';

const usage = `npm run bench:lists -- [--entries N] [--json]
--entries N: of the long list; default 10000000. The short one has 10000. Needs asd on the PATH, or ASG_ASD.
Time, CPU of this process, commands and records a call; exit code 1 if one takes more than 1.2 times the CPU, the commands or
the records in the long list. The time is the disk's too: of a long list it has less in memory.`;

const { values } = parseArgs({
  options: {
    entries: { type: 'string', default: '10000000' },
    json: { type: 'boolean' },
    help: { type: 'boolean', short: 'h' },
  },
});
if (values.help === true || asdProgram() === null) {
  console.log(usage);
  process.exit(values.help === true ? 0 : 2);
}

const short = 10_000;
const long = Number(values.entries);
const filledAtOnce = 250;
const rounds = 15;
/** Of a round, in turns: what else the machine does falls on both. */
const turnsEach = 10;
const callsEach = 10;
const pageEntries = 100;
/** So many at one place are more than a record takes. */
const splitEntries = 250;
const aim = 1.2;
const connectMs = 30_000;

type List = { readonly name: string; readonly entries: number };
type Action = (records: RecordStore, list: List) => Promise<unknown>;

const keyOf = (number: number): string => String(number).padStart(10, '0');
const placeIn = ({ entries }: List): string => keyOf(Math.floor(Math.random() * (entries - 2 * pageEntries)));
const entriesAt = (place: string, count: number): Entry[] => {
  const tag = randomUUID();
  return Array.from({ length: count }, (_, i) => [`${place}.${tag}.${i}`, 'task_0123456789abcdef']);
};

const actions: Readonly<Record<string, Action>> = {
  'put one': ({ lists }, list) => lists.put(list.name, entriesAt(placeIn(list), 1)),
  'put so many that a record splits': ({ lists }, list) =>
    lists.put(list.name, entriesAt(placeIn(list), splitEntries)),
  'page of 100': async ({ lists }, list) => {
    const page = await lists.after(list.name, placeIn(list), pageEntries);
    if (page.length === 0) throw new Error('an empty page');
  },
  'page of 100, newest first': ({ lists }, list) => lists.before(list.name, placeIn(list), pageEntries),
};

async function fill({ lists }: RecordStore, { name, entries }: List): Promise<void> {
  for (let from = 0; from < entries; from += filledAtOnce) {
    const count = Math.min(filledAtOnce, entries - from);
    await lists.put(
      name,
      Array.from({ length: count }, (_, i): Entry => [keyOf(from + i), 'task_0123456789abcdef']),
    );
  }
}

interface Cost {
  readonly ms: number;
  readonly cpuMs: number;
  readonly commands: number;
  readonly records: number;
}

async function cost(action: Action, records: RecordStore, list: List): Promise<Cost> {
  const before = await takenBy([], asd);
  const [startedMs, cpu] = [performance.now(), process.cpuUsage()];
  for (let call = 0; call < callsEach; call++) await action(records, list);
  const { user, system } = process.cpuUsage(cpu);
  const ms = (performance.now() - startedMs) / callsEach;
  const after = await takenBy([], asd);
  return {
    ms,
    cpuMs: (user + system) / 1000 / callsEach,
    commands: (after.commands - before.commands) / callsEach,
    records: (after.records - before.records) / callsEach,
  };
}

function mean(costs: readonly Cost[]): Cost {
  const of = (part: keyof Cost): number => costs.reduce((sum, each) => sum + each[part], 0) / costs.length;
  return { ms: of('ms'), cpuMs: of('cpuMs'), commands: of('commands'), records: of('records') };
}

await using asd = await startAsd();
const driver = await loadDriver();
const hosts = asd.hosts.split(',').map(hostOf);
const client = await connected(driver, { hosts }, connectMs);
const cluster = new Cluster(driver, client, {
  hosts,
  namespace: asdNamespace,
  setPrefix: 'bench_',
  keyPrefix: '',
});
const opened = (): RecordStore => recordStoreOn(cluster, `${randomUUID()}.`);
const many: List = { name: 'long', entries: long };
const records = opened();
const fillingMs = performance.now();
await fill(records, many);
if (values.json !== true)
  console.log(`${long} entries put in ${((performance.now() - fillingMs) / 1000).toFixed(1)} s`);

const parts = ['ms', 'cpuMs', 'commands', 'records'] as const;
type Ratios = Readonly<Record<(typeof parts)[number], number>>;
const figures: (Figure & { readonly ratios?: Ratios })[] = [];
for (const [what, action] of Object.entries(actions)) {
  const [inFew, inMany]: [Cost[], Cost[]] = [[], []];
  for (let round = 0; round < rounds; round++) {
    // A new one each time: what is put into a short list soon makes it a long one.
    const few = { name: `${what} ${round}`, entries: short };
    await fill(records, few);
    const [ofFew, ofMany]: [Cost[], Cost[]] = [[], []];
    for (let turn = 0; turn < turnsEach; turn++) {
      const turns = [
        async () => ofFew.push(await cost(action, records, few)),
        async () => ofMany.push(await cost(action, records, many)),
      ];
      for (const take of turn % 2 === 0 ? turns : turns.toReversed()) await take();
    }
    inFew.push(mean(ofFew));
    inMany.push(mean(ofMany));
  }
  const of = (costs: readonly Cost[]) => {
    const [ms = 0, cpuMs = 0, commands = 0, written = 0] = parts.map((part) =>
      median(costs.map((each) => each[part])),
    );
    return { ms, cpuMs, commands, records: written };
  };
  const [one, other] = [of(inMany), of(inFew)];
  const ratios: Ratios = {
    ms: one.ms / other.ms,
    cpuMs: one.cpuMs / other.cpuMs,
    commands: one.commands / other.commands,
    records: one.records / other.records,
  };
  const shown = (part: keyof Ratios, unit: string): string =>
    `${one[part].toFixed(2)} ${unit} (${ratios[part].toFixed(2)})`;
  figures.push({
    what,
    value: `${shown('ms', 'ms')}, ${shown('cpuMs', 'ms CPU')}, ${shown('commands', 'commands')}, ${shown('records', 'records')}`,
    ratios,
    aim: `at most ${aim} times the short one's CPU, commands and records`,
    reached: ratios.cpuMs <= aim && ratios.commands <= aim && ratios.records <= aim,
  });
}
// A process that has just started knows nothing of a list.
const startedMs = performance.now();
const newest = await opened().lists.before(many.name, null, pageEntries);
const coldMs = performance.now() - startedMs;
figures.push({
  what: 'newest page, by a process that has just started',
  value: `${coldMs.toFixed(1)} ms, ${newest.length} entries`,
});
await cluster.close();
if (values.json === true) console.log(JSON.stringify({ entries: long, figures }, null, 2));
else printFigures(`A list of ${long} entries beside one of ${short}, in turns`, figures);
if (figures.some(({ reached }) => reached === false)) process.exitCode = 1;

function hostOf(address: string): { host: string; port: number } {
  const [host = '', port = ''] = address.split(':');
  return { host, port: Number(port) };
}
