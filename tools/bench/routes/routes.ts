import { type RunningRefinery, startRefinery, TestApi } from '@asg/testing';
import { at, present } from '@asg/values/present';
import { type Operation, operationsOf } from '../../../tests/scenarios/tenants/operations.ts';
import { makeTenant, type Tenant } from '../../../tests/scenarios/tenants/tenant.ts';
import { type RawConnection, requestBytes, withConnections } from '../clients/raw-client.ts';
import { fill, order } from '../console/fill.ts';
import { cpuUs } from '../cpu-time.ts';
import { type Figure, median } from '../figures.ts';
import { leftOut, queries } from './asked.ts';

/** How much more is stored on the one side than on the other: tasks, those of one batch, and labels of one worker. */
const sizes = 100;
const batchTasksMax = 1_000;
/** Of so many tasks one is decided. */
const decidedEach = 50;
const rounds = 5;
const callsPerRound = 10;
const warmUpCalls = 10;
const shownMax = 80;
const ratioAim = 1.5;
/** What a call may cost more before a ratio says anything, µs. */
const noiseUs = 300;
const quietMs = 1_000;
const quietLooks = 12;
const quietShare = 0.05;
const adminToken = 'the-admin-token-of-the-bench';
const env = {
  ASG_ADMIN_TOKEN: adminToken,
  SANDBOX_LABEL_QUOTA: '1000000000',
  RATE_LIMITS: 'false',
  WEBHOOK_RETRY_MAX: '1',
  ASG_LOOK_AHEAD_PER_SECOND: '0',
};

interface Side {
  readonly refinery: RunningRefinery;
  readonly tenant: Tenant;
  readonly ids: Readonly<Record<string, string>>;
}

/** Calls every GET route of the contract where few tasks are stored and where many are, in turns. */
export async function benchRoutes(stored: number): Promise<readonly Figure[]> {
  await using few = await startRefinery({ env });
  await using many = await startRefinery({ env });
  const sides = [await sideOf(few, stored / sizes, sizes), await sideOf(many, stored, 1)] as const;
  const reads = (await operationsOf(many.url)).filter(
    ({ method, isStream }) => method === 'GET' && !isStream,
  );
  const figures: Figure[] = [];
  for (const operation of reads) figures.push(await figureOf(operation, sides));
  return figures;
}

async function figureOf(operation: Operation, sides: readonly [Side, Side]): Promise<Figure> {
  const what = operation.name;
  const excuse = leftOut[operation.operationId];
  if (excuse !== undefined) return { what, value: `not measured: ${excuse}` };
  const requests = sides.map((side) => requestOf(operation, side));
  for (const [i, { refinery }] of sides.entries()) {
    const refused = await withConnections(refinery.url, 1, (connections) =>
      warmUp(at(connections, 0), at(requests, i)),
    );
    if (refused !== null) return { what, value: `not measured: ${refused}` };
  }
  const costs: (readonly [number, number])[] = [];
  for (let round = 0; round < rounds; round++) {
    const [one, two] = [round % 2, 1 - (round % 2)];
    const first = await costOf(at(sides, one), at(requests, one));
    const second = await costOf(at(sides, two), at(requests, two));
    costs.push(one === 0 ? [first, second] : [second, first]);
  }
  const [few, many] = [median(costs.map(([its]) => its)), median(costs.map(([, its]) => its))];
  const ratio = many / few;
  return {
    what,
    value: `${few.toFixed(0)} : ${many.toFixed(0)} µs, ${ratio.toFixed(2)}`,
    aim: `at most ${ratioAim}`,
    reached: ratio <= ratioAim || many - few < noiseUs,
  };
}

/** Why there is no answer; null: there is. */
async function warmUp(connection: RawConnection, request: Buffer): Promise<string | null> {
  for (let call = 0; call < warmUpCalls; call++) {
    const { status, body } = await connection.send(request);
    if (status >= 300) return `${status} ${body.toString().slice(0, shownMax)}`;
  }
  return null;
}

/** CPU of all threads by the call, µs. On a connection of its own: the server closes those that wait. */
const costOf = ({ refinery }: Side, request: Buffer): Promise<number> =>
  withConnections(refinery.url, 1, async (connections) => {
    const connection = at(connections, 0);
    await connection.send(request);
    const before = await cpuUs(refinery.pid);
    for (let call = 0; call < callsPerRound; call++) await connection.send(request);
    return ((await cpuUs(refinery.pid)) - before) / callsPerRound;
  });

function requestOf(operation: Operation, { tenant, ids }: Side): Buffer {
  const values = operation.auth === 'person' ? { ...ids, session_id: ids.person_session_id ?? '' } : ids;
  const fillIn = (text: string): string =>
    text.replaceAll(/\{(\w+)\}/g, (_match, name: string) => encodeURIComponent(values[name] ?? name));
  const token = operation.auth === 'admin' ? adminToken : tenant.tokenFor(operation);
  const query = queries[operation.operationId];
  const path = fillIn(operation.path) + (query === undefined ? '' : `?${fillIn(query)}`);
  return requestBytes('GET', path, operation.auth === 'none' ? null : token);
}

/** A tenant with so many tasks, a batch and labels of its worker; `fraction` of what there is at most. */
async function sideOf(refinery: RunningRefinery, stored: number, fraction: number): Promise<Side> {
  const api = new TestApi(refinery.url);
  const tenant = await makeTenant(api, 'bench');
  const batch = Array.from({ length: batchTasksMax / fraction }, () => ({
    ...order,
    data_url: 'https://example.com/of-a-batch.jpg',
  }));
  const { batch_id, task_ids } = await api.customer(tenant.key).tasks.submitBatch(batch);
  await refinery.stop();
  {
    await using storage = await refinery.openStorage();
    const workerIds = [
      present(tenant.ids.worker_id, 'the worker'),
      ...[1, 2].map((i) => `wrk_${'0'.repeat(25)}${i}`),
    ];
    await fill(storage, present(tenant.ids.customer_id, 'the customer'), stored, {
      decided: Math.ceil(stored / decidedEach),
      workerIds,
    });
  }
  await refinery.start();
  await quiet(refinery.pid);
  const ids = { ...tenant.ids, batch_id, task_id: at(task_ids, 0) };
  return { refinery, tenant, ids };
}

/** Until what was decided is paid: the settler waits up to ten seconds for a batch to fill. */
async function quiet(pid: number): Promise<void> {
  for (let looks = 0; looks < quietLooks; ) {
    const before = await cpuUs(pid);
    await new Promise((resolve) => setTimeout(resolve, quietMs));
    looks = (await cpuUs(pid)) - before < quietMs * 1_000 * quietShare ? looks + 1 : 0;
  }
}
