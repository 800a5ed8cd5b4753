import { once } from 'node:events';
import { readdir } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { startRefinery } from '@asg/testing';
import { requestBytes, withConnections } from './clients/raw-client.ts';
import { type Figure, median, quantile } from './figures.ts';

const clients = 300;
/** The server's own default. */
const perAddressMax = '256';
const holdMs = 60_000;
const askGapMs = 50;
const trickleGapMs = 5_000;
const descriptorsMore = 10;
const settleMs = 2_000;
const healthMsMax = 250;

/** A client that closes nothing by itself: silent, in the midst of a head, or sending it for ever. */
async function holdOn(url: string, kind: number, over: AbortSignal): Promise<Socket> {
  const { hostname, port } = new URL(url);
  const socket = connect({ port: Number(port), host: hostname, allowHalfOpen: true });
  socket.on('error', () => {});
  socket.resume();
  await once(socket, 'connect');
  if (kind > 0) socket.write('GET /v1/health HTTP/1.1\r\nHost: x\r\nX-More: ');
  if (kind > 1) {
    const trickle = setInterval(() => socket.writable && socket.write('x'), trickleGapMs);
    over.addEventListener('abort', () => clearInterval(trickle), { once: true });
  }
  return socket;
}

/** Asks on a new connection, as one who comes for the first time does. */
async function askAnew(url: string): Promise<number> {
  const startMs = performance.now();
  await withConnections(url, 1, async ([connection]) => {
    const { status } = await connection!.send(requestBytes('GET', '/v1/health', null));
    if (status !== 200) throw new Error(`bench: health is ${status}`);
  });
  return performance.now() - startMs;
}

const descriptors = async (pid: number): Promise<number> => (await readdir(`/proc/${pid}/fd`)).length;

/** 300 half-open connections for a minute, from the same address as those that are served. Reads /proc: on Linux alone. */
export async function benchConnections(env: Readonly<Record<string, string>>): Promise<readonly Figure[]> {
  await using refinery = await startRefinery({
    env: { CONNECTIONS_PER_ADDRESS_MAX: perAddressMax, ...env },
  });
  const { url, pid } = refinery;
  await askAnew(url);
  await sleep(settleMs);
  const before = await descriptors(pid);
  const over = new AbortController();
  const held = await Promise.all(Array.from({ length: clients }, (_, i) => holdOn(url, i % 3, over.signal)));
  const startMs = performance.now();
  const asked: number[] = [];
  let most = 0;
  while (performance.now() - startMs < holdMs) {
    asked.push(await askAnew(url));
    most = Math.max(most, await descriptors(pid));
    await sleep(askGapMs);
  }
  const after = await descriptors(pid);
  over.abort();
  for (const socket of held) socket.destroy();
  const p99 = quantile(asked, 0.99);
  return [
    { what: 'descriptors before', value: String(before) },
    { what: 'descriptors at most', value: String(most) },
    {
      what: 'descriptors after a minute',
      value: String(after),
      aim: `${before + descriptorsMore} or fewer`,
      reached: after <= before + descriptorsMore,
    },
    { what: 'others served', value: `${asked.length} of ${asked.length}` },
    { what: 'their wait, connecting included, p50', value: `${median(asked).toFixed(1)} ms` },
    {
      what: 'their wait, p99',
      value: `${p99.toFixed(1)} ms`,
      aim: `under ${healthMsMax} ms`,
      reached: p99 < healthMsMax,
    },
  ];
}
