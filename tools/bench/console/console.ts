import { randomBytes } from 'node:crypto';
import { freshWif } from '@asg/chain';
import { runCrowd, simulatedCrowd } from '@asg/crowd';
import { asdProgram, startAsd, startRefinery, TestApi } from '@asg/testing';
import { at } from '@asg/values/present';
import { type Figure, quantile } from '../figures.ts';
import { fill, order } from './fill.ts';
import { pagesOf } from './pages.ts';

/** Really labelled and paid, beside those that are put into the store. */
const settled = 1_000;
const rounds = 40;
const aimMs = 200;
const searchAimMs = 100;
/** Of the time that SQLite takes; below `noiseMs` the ratio says nothing. */
const aerospikeAim = 3;
const noiseMs = 10;
const adminToken = 'the-admin-token-of-the-bench';
const limits = { ASG_ADMIN_TOKEN: adminToken, SANDBOX_LABEL_QUOTA: '1000000000', RATE_LIMITS: 'false' };

/** Times until all that a page asks for is there, ms. */
type PageTimes = ReadonlyMap<string, readonly number[]>;

/** How long the pages take with so many tasks stored for one customer, and on Aerospike too where there is an `asd`. */
export async function benchConsole(tasksStored: number): Promise<readonly Figure[]> {
  const onSqlite = await pageTimes(tasksStored, {});
  if (asdProgram() === null)
    return [
      ...sqliteFigures(onSqlite),
      { what: 'Aerospike: not run, there is no asd on the PATH', value: '' },
    ];
  await using asd = await startAsd({ fileGib: 2 + Math.ceil(tasksStored / tasksPerGib) });
  const onAerospike = await pageTimes(tasksStored, {
    ASG_STORE: asd.store('console_'),
    ASG_ENCRYPTION_KEY: '1'.repeat(64),
    ASG_TREASURY_WIF: freshWif('local', (count) => randomBytes(count)),
    ASG_PROCESS_NAME: 'bench',
  });
  return [...sqliteFigures(onSqlite), ...aerospikeFigures(onSqlite, onAerospike)];
}

const tasksPerGib = 150_000;
const p95 = (times: readonly number[]): number => quantile(times, 0.95);
const shown = (times: readonly number[]): string =>
  [quantile(times, 0.5), p95(times), quantile(times, 1)].map((ms) => ms.toFixed(0)).join(' / ');

function sqliteFigures(pages: PageTimes): readonly Figure[] {
  return [...pages].map(([what, times]) => {
    const aim = what.startsWith('Search') ? searchAimMs : aimMs;
    return { what, value: shown(times), aim: `p95 under ${aim} ms`, reached: p95(times) < aim };
  });
}

function aerospikeFigures(onSqlite: PageTimes, pages: PageTimes): readonly Figure[] {
  return [...pages].map(([what, times]) => {
    const boundMs = aerospikeAim * Math.max(noiseMs, p95(onSqlite.get(what) ?? []));
    return {
      what: `Aerospike: ${what}`,
      value: shown(times),
      aim: `p95 under ${boundMs.toFixed(0)} ms, ${aerospikeAim} times SQLite's`,
      reached: p95(times) < boundMs,
    };
  });
}

async function pageTimes(tasksStored: number, store: Readonly<Record<string, string>>): Promise<PageTimes> {
  await using refinery = await startRefinery({ env: { ...limits, ...store } });
  const api = new TestApi(refinery.url);
  const { api_key: key, customer_id: customer } = await api.registerCustomer({
    name: 'Bench',
    email: 'bench@customer.example',
  });
  const { webhook_id: webhook } = await api.json<{ webhook_id: string }>({
    method: 'POST',
    path: '/v1/webhooks',
    token: key,
    body: { callback_url: `${refinery.url}/nowhere`, events: ['task.settled'] },
  });
  const { task_ids } = await api.customer(key).tasks.submitBatch(
    Array.from({ length: settled }, (_, i) => ({
      ...order,
      data_url: `https://example.com/paid-${i}.jpg`,
    })),
  );
  const crowd = await runCrowd({
    url: api.url,
    workers: simulatedCrowd(6, 1, 1, 'console'),
    answerFor: (item) => ({ item: item.assignment_id, label: 'cat' }),
    until: 'idle',
    claimCount: 20,
    skipRate: 0,
  });
  await api.customer(key).tasks.outcome(at(task_ids, settled - 1), { waitSeconds: 60, until: 'settled' });
  await refinery.stop();
  const oldest = await (async () => {
    await using storage = await refinery.openStorage();
    return await fill(storage, customer, tasksStored);
  })();
  await refinery.start();
  const cookie = `${await signIn(refinery.url, { api_key: key })}; ${await signIn(refinery.url, { admin_token: adminToken })}`;
  const read = async (path: string): Promise<string> => {
    const answer = await fetch(refinery.url + path, { headers: { cookie } });
    if (answer.status !== 200) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    return answer.text();
  };
  const settlements = JSON.parse(await read('/v1/admin/settlements')) as {
    data: { settlement_id: string }[];
  };
  const pages = pagesOf({
    task: at(task_ids, 0),
    webhook,
    worker: at(crowd, 0).workerId,
    customer,
    settlement: at(settlements.data, 0).settlement_id,
    oldest,
  });
  const found = new Map<string, readonly number[]>();
  for (const [what, paths] of Object.entries(pages)) {
    const times: number[] = [];
    for (let round = 0; round <= rounds; round++) {
      const startMs = performance.now();
      await Promise.all(paths.map(read));
      if (round > 0) times.push(performance.now() - startMs);
    }
    found.set(what, times);
  }
  return found;
}

async function signIn(url: string, body: object): Promise<string> {
  const headers = { 'content-type': 'application/json' };
  const answer = await fetch(`${url}/v1/console/session`, {
    method: 'POST',
    headers,
    body: JSON.stringify(body),
  });
  const [cookie] = answer.headers.getSetCookie();
  if (answer.status !== 201 || cookie === undefined) throw new Error(await answer.text());
  return cookie.slice(0, cookie.indexOf(';'));
}
