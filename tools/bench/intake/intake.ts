import { once } from 'node:events';
import { createReadStream, openAsBlob } from 'node:fs';
import { rm, stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { ASGGatewayClient } from '@asg/sdk';
import { startRefinery } from '@asg/testing';
import type { Figure } from '../figures.ts';
import { registerCustomer } from '../submissions.ts';
import { type Input, writeLines, writeZip } from './inputs.ts';
import { type Life, peakMiB, throughKills } from './lives.ts';

/** What the server stays under, whatever the size of the file; pictures are in memory whole while they are looked at. */
const serverMiBMax = { lines: 300, zip: 350 } as const;
/** Two decoders, each with its program and what it may take for pictures. */
const childrenMiBMax = 2 * (128 + 640);
const gib = 1024 ** 3;
const mib = 1024 ** 2;

export const doors = ['upload', 'url'] as const;
type Door = (typeof doors)[number];

export interface IntakeSizes {
  /** 0: none. */
  readonly lines: number;
  /** 0: none. */
  readonly zipGib: number;
  readonly doors: readonly Door[];
}

/** Large files through the real server, which is killed twice while it reads them: each row is one task or one error, memory is bounded. */
export async function benchIntake({ lines, zipGib, doors }: IntakeSizes): Promise<readonly Figure[]> {
  const found: Figure[] = [];
  const inputs = [
    {
      what: `${lines} lines`,
      isWanted: lines > 0,
      memoryMiBMax: serverMiBMax.lines,
      write: (path: string) => writeLines(path, lines),
    },
    {
      what: `a zip of ${zipGib} GiB`,
      isWanted: zipGib > 0,
      memoryMiBMax: serverMiBMax.zip,
      write: (path: string) => writeZip(path, zipGib * gib),
    },
  ];
  for (const { what, write, memoryMiBMax } of inputs.filter(({ isWanted }) => isWanted)) {
    const path = join(tmpdir(), `asg-intake-${process.pid}`);
    try {
      const input = await write(path);
      for (const door of doors) {
        const figures = await through(door, path, { ...input, memoryMiBMax });
        found.push(...figures.map((figure) => ({ ...figure, what: `${what} by ${door}: ${figure.what}` })));
      }
    } finally {
      await rm(path, { force: true });
    }
  }
  return found;
}

async function through(
  door: Door,
  path: string,
  { good, bad, memoryMiBMax }: Input & { readonly memoryMiBMax: number },
): Promise<readonly Figure[]> {
  const rows = good + bad;
  const env = { SANDBOX_LABEL_QUOTA: String(2 * rows), ASG_LOOK_AHEAD_PER_SECOND: '0' };
  await using refinery = await startRefinery({ env });
  await using server = await fileServer(path);
  const apiKey = await registerCustomer(refinery.url);
  const client = new ASGGatewayClient({ baseUrl: refinery.url, apiKey, timeoutMs: 3_600_000 });
  const order = {
    task_type: 'image_classification',
    label_spec: { question: 'Animal?', options: ['cat', 'dog'] },
  } as const;
  const begunMs = performance.now();
  const { job_id: jobId } =
    door === 'upload'
      ? await client.jobs.upload({ ...order, file: await openAsBlob(path) })
      : await client.jobs.submit({ ...order, manifest_url: server.url });
  const sentMs = performance.now();
  const killAt = [Math.ceil(rows / 3), Math.ceil((2 * rows) / 3)];
  const { job, lives } = await throughKills(refinery, { apiKey, jobId, killAt });
  const readMs = performance.now();
  const exported = await rowsOf(refinery.url, apiKey, jobId);
  const quota = (await client.customers.me()).label_quota;
  const errors = (await Array.fromAsync(client.jobs.errors(jobId, { limit: 100 }))).map(({ line }) => line);
  const exportPeak = await peakMiB(refinery.pid);
  const counts = [job.lines_total, job.lines_accepted, exported.ids, exported.names, 2 * rows - quota];
  const isExact =
    [rows, good, good, good, good].every((count, i) => counts[i] === count) &&
    job.lines_rejected === bad &&
    new Set(errors).size === bad;
  const peak = Math.max(...lives.map(({ serverMiB }) => serverMiB), exportPeak);
  const children = Math.max(...lives.map(({ childrenMiB }) => childrenMiB));
  const bytes = (await stat(path)).size;
  const seconds = (readMs - sentMs) / 1000;
  return [
    {
      what: 'tasks + errors of rows',
      value: `${exported.ids} + ${errors.length} of ${rows}`,
      aim: 'each once, over two kills',
      reached: isExact && lives.length === 3,
    },
    { what: 'sent', value: `${((sentMs - begunMs) / 1000).toFixed(1)} s` },
    {
      what: 'read, with two restarts',
      value: `${seconds.toFixed(1)} s, ${Math.round(rows / seconds)} rows/s, ${(bytes / mib / seconds).toFixed(1)} MiB/s`,
    },
    ...lives.map((life, i) => ({ what: `life ${i + 1}`, value: lifeText(life) })),
    {
      what: 'peak of the server, the export included',
      value: `${Math.round(peak)} MiB`,
      aim: `under ${memoryMiBMax} MiB`,
      reached: peak < memoryMiBMax,
    },
    {
      what: 'peak of its decoders together',
      value: `${Math.round(children)} MiB`,
      aim: `under ${childrenMiBMax} MiB`,
      reached: children < childrenMiBMax,
    },
  ];
}

function lifeText({ serverMiB, childrenMiB, killedAt }: Life): string {
  const end = killedAt === null ? 'read to the end' : `killed at ${killedAt}`;
  return `${Math.round(serverMiB)} MiB, decoders ${Math.round(childrenMiB)} MiB, ${end}`;
}

/** How many different tasks, and rows of the file by their metadata, a job's export has. */
async function rowsOf(url: string, apiKey: string, jobId: string) {
  const answer = await fetch(`${url}/v1/jobs/${jobId}/export?partial=true&format=jsonl`, {
    headers: { authorization: `Bearer ${apiKey}` },
  });
  if (answer.body === null || !answer.ok) throw new Error(`the export is answered with ${answer.status}`);
  const ids = new Set<string>();
  const names = new Set<string>();
  for await (const line of createInterface({ input: Readable.fromWeb(answer.body) })) {
    const { task_id, metadata } = JSON.parse(line);
    ids.add(task_id);
    names.add(String(metadata.row ?? metadata.file));
  }
  return { ids: ids.size, names: names.size };
}

/** The file on a web server of this machine, which gives the rest of it from any byte. */
async function fileServer(path: string) {
  const { size, mtimeMs } = await stat(path);
  const server = createServer((request, response) => {
    const start = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1] ?? 0);
    const range = start === 0 ? {} : { 'content-range': `bytes ${start}-${size - 1}/${size}` };
    response.writeHead(start === 0 ? 200 : 206, {
      ...range,
      etag: `"${size}-${mtimeMs}"`,
      'content-length': size - start,
    });
    const file = createReadStream(path, { start });
    response.on('close', () => file.destroy());
    file.pipe(response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/file`,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
