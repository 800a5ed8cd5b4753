import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { startRefinery } from '@asg/testing';
import { requestBytes, withConnections } from './clients/raw-client.ts';
import { type Figure, median, quantile } from './figures.ts';
import { registerCustomer, sampleTask } from './submissions.ts';

const bodies = 16;
const bodyBytes = 8 * 1_048_576;
const probeGapMs = 5;
const healthMsMax = 250;
const memoryMiBMax = 450;
const ticksPerSecond = 100;
const quietMs = 500;

const task = JSON.stringify(sampleTask);
const withMore = (more: string): string => `${task.slice(0, -1)},${more}}`;

/** Texts of 8 MiB: one that is taken, and ways to be refused. */
function shapes(): Readonly<Record<string, string>> {
  const rest = bodyBytes - 200;
  const filled = (piece: string): string =>
    Array(Math.floor(rest / (piece.length + 1)))
      .fill(piece)
      .join();
  const long = (i: number): string =>
    JSON.stringify({
      ...sampleTask,
      label_spec: { ...sampleTask.label_spec, instructions: `${i} ${'Look closely. '.repeat(570)}` },
    });
  const thousand = Array.from({ length: 1_000 }, (_, i) => long(i));
  const dense = `"metadata":{"a":[${Array(1_300).fill('[]').join()}]}`;
  const blanks = ' '.repeat(4_000);
  return {
    'accepted: 1,000 tasks': `{"tasks":[${thousand.join()}]}`,
    'refused: the last task': `{"tasks":[${thousand.slice(0, -1).join()},{}]}`,
    'refused: not JSON at its end': `{"tasks":[${thousand.join()},}`,
    'refused: empty objects': `{"tasks":[${filled('{}')}]}`,
    'refused: too many tasks': `{"tasks":[${filled(task)}]}`,
    'refused: nested arrays': `{"tasks":${'['.repeat(rest / 2)}${']'.repeat(rest / 2)}}`,
    'refused: unknown fields': `{${Array.from({ length: 600_000 }, (_, i) => `"k${i}":1`).join()}}`,
    'refused: unknown fields in tasks': `{"tasks":[${Array(1_000)
      .fill(`{${Array.from({ length: 70 }, (_, i) => `"k${i}":"${'x'.repeat(100)}"`).join()}}`)
      .join()}]}`,
    'refused: large metadata': `{"tasks":[${withMore(`"metadata":{"a":[${filled('[]')}]}`)}]}`,
    'refused: dense metadata': `{"tasks":[${Array(999)
      .fill(`${withMore(dense)}${blanks}`)
      .join()},{}]}`,
    'refused: options': `{"tasks":[{"label_spec":{"options":[${filled('"option"')}]}}]}`,
  };
}

/** CPU time of all its threads, ms. */
async function cpuMs(pid: number): Promise<number> {
  const fields = (await readFile(`/proc/${pid}/stat`, 'utf8')).split(') ')[1]!.split(' ');
  return ((Number(fields[11]) + Number(fields[12])) / ticksPerSecond) * 1_000;
}

/** The most memory since `forget`, MiB. */
async function peakMiB(pid: number): Promise<number> {
  return Number(/VmHWM:\s+(\d+)/.exec(await readFile(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1_024;
}

async function send(url: string, request: Buffer): Promise<readonly { status: number; text: string }[]> {
  const workerData = { url, request, count: bodies };
  const sender = new Worker(new URL('./clients/body-sender.ts', import.meta.url), { workerData });
  const [answers] = (await once(sender, 'message')) as [readonly { status: number; text: string }[]];
  return answers;
}

interface Cost {
  readonly cpuMs: number;
  readonly peakMiB: number;
  readonly healthMs: readonly number[];
  readonly statuses: readonly number[];
}

/** Sixteen bodies at once, while /v1/health is asked again and again on a connection of its own. */
async function costOf(url: string, pid: number, request: Buffer): Promise<Cost> {
  await writeFile(`/proc/${pid}/clear_refs`, '5');
  const before = await cpuMs(pid);
  const healthMs: number[] = [];
  let isOver = false;
  const sent = send(url, request).finally(() => {
    isOver = true;
  });
  const probed = withConnections(url, 1, async ([connection]) => {
    const probe = requestBytes('GET', '/v1/health', null);
    while (!isOver) {
      const startMs = performance.now();
      await connection!.send(probe);
      healthMs.push(performance.now() - startMs);
      await sleep(probeGapMs);
    }
  });
  const answers = await sent;
  await probed;
  await sleep(quietMs);
  return {
    cpuMs: ((await cpuMs(pid)) - before) / bodies,
    peakMiB: await peakMiB(pid),
    healthMs,
    statuses: answers.map(({ status }) => status),
  };
}

/** What bodies of 8 MiB cost that are refused, sixteen at once, beside one that is taken. Reads /proc: on Linux alone. */
export async function benchBodies(env: Readonly<Record<string, string>>): Promise<readonly Figure[]> {
  const figures: Figure[] = [];
  let acceptedMs = 0;
  for (const [name, text] of Object.entries(shapes())) {
    // A server for each, so that none pays for what another left behind.
    await using refinery = await startRefinery({ env });
    const key = await registerCustomer(refinery.url);
    const head = requestBytes('POST', '/v1/tasks/batch', key, {}).toString().split('Content-Length')[0]!;
    const body = Buffer.from(text);
    const request = Buffer.concat([Buffer.from(`${head}Content-Length: ${body.length}\r\n\r\n`), body]);
    const cost = await costOf(refinery.url, refinery.pid, request);
    const isRefused = name.startsWith('refused');
    const wanted = isRefused ? 400 : 202;
    if (!cost.statuses.every((status) => status === wanted))
      throw new Error(`bench: ${name}: ${cost.statuses.join()}`);
    if (!isRefused) acceptedMs = cost.cpuMs;
    const p99 = quantile(cost.healthMs, 0.99);
    const cpuMsMax = 2 * acceptedMs;
    figures.push({
      what: name,
      value: `${Math.round(cost.cpuMs)} ms CPU each, ${Math.round(cost.peakMiB)} MiB, health p50 ${median(cost.healthMs).toFixed(0)} p99 ${p99.toFixed(0)} ms`,
      ...(isRefused && {
        aim: `${Math.round(cpuMsMax)} ms, ${memoryMiBMax} MiB, p99 ${healthMsMax} ms at most`,
        reached: cost.cpuMs <= cpuMsMax && cost.peakMiB < memoryMiBMax && p99 < healthMsMax,
      }),
    });
  }
  return figures;
}
