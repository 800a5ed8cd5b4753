import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { startInstalled } from './installed.ts';
import { loadSettings, startLoad, startReceiver } from './load.ts';
import { sizeOf } from './probe.ts';
import { until } from './soak.ts';
import { type Bound, type Trend, trendOf } from './trend.ts';

/** The kernel tells times in hundredths of a second. */
const msPerTick = 10;
const stopMsMax = 10_000;
const readsEverySeconds = 5;
const linesOfJob = 20;

/** What is looked at once in a while, with what of it counts as growth. */
const figures = {
  /** Not the pages of files, which the system takes back as it likes. */
  'memory MiB': { share: 0.1, free: 16 },
  'CPU ms/s': { share: 0.15, free: 20 },
  descriptors: { share: 0.05, free: 32 },
  'disk KiB/task': { share: 0.05, free: 0.5 },
  'WAL MiB': { share: 0.5, free: 32 },
  'submit p50 ms': { share: 0.25, free: 10 },
  'submit p95 ms': { share: 0.5, free: 50 },
  'reads p50 ms': { share: 0.25, free: 10 },
  'reads p95 ms': { share: 0.5, free: 50 },
} as const satisfies Readonly<Record<string, Bound>>;

type Figure = keyof typeof figures;
const figureNames: readonly Figure[] = Object.keys(figures).filter((name): name is Figure => name in figures);

interface SteadySample extends Readonly<Record<Figure, number>> {
  readonly seconds: number;
  /** That had arrived since the start. */
  readonly webhooks: number;
}

interface SteadyReport {
  readonly samples: readonly SteadySample[];
  readonly trends: Readonly<Record<string, Trend>>;
  readonly submitted: number;
  readonly stopMs: number;
  readonly exitCode: number | null;
  readonly auditOk: boolean;
}

interface SteadyOptions {
  /** The archive of `npm run pack:cli`. */
  readonly archive: string;
  readonly seconds: number;
  /** Between two samples. */
  readonly everySeconds: number;
  /** Tasks submitted each second, whatever becomes of them. */
  readonly rate: number;
  readonly onSample?: (sample: SteadySample) => void;
}

/** An installed server under a load that stays the same, sampled while it lasts. For Linux: it reads `/proc`. */
export async function soakInstalled(options: SteadyOptions): Promise<SteadyReport> {
  const { rate, seconds, everySeconds } = options;
  await using receiver = await startReceiver();
  await using server = await startInstalled(options.archive, {
    ...loadSettings,
    RATE_LIMITS: 'false',
    ASG_ALLOW_LOOPBACK: 'true',
  });
  await using load = await startLoad(server.url, receiver.url);
  const samples: SteadySample[] = [];
  const times = { submit: [] as number[], reads: [] as number[] };
  let submitted = 0;
  let cpuMs = cpuMsOf(server.pid);
  const beganMs = performance.now();
  for (let second = 1; second <= seconds; second++) {
    const submitsMs = performance.now();
    await load.submit(rate);
    times.submit.push(performance.now() - submitsMs);
    submitted += rate;
    if (second % readsEverySeconds === 0) times.reads.push(...(await load.reads()));
    load.throwIfFailed();
    const leftMs = beganMs + second * 1_000 - performance.now();
    if (leftMs > 0) await new Promise((soon) => setTimeout(soon, leftMs));
    if (second % everySeconds !== 0) continue;
    const usedMs = cpuMsOf(server.pid) - cpuMs;
    cpuMs += usedMs;
    const sample = {
      seconds: second,
      webhooks: receiver.arrived(),
      'CPU ms/s': usedMs / everySeconds,
      ...heldBy(server, submitted),
      'submit p50 ms': quantile(times.submit, 0.5),
      'submit p95 ms': quantile(times.submit, 0.95),
      'reads p50 ms': quantile(times.reads, 0.5),
      'reads p95 ms': quantile(times.reads, 0.95),
    };
    samples.push(sample);
    options.onSample?.(sample);
    for (const list of Object.values(times)) list.length = 0;
    await load.job(linesOfJob);
    submitted += linesOfJob;
  }
  await until(load.isAtRest);
  const auditOk = await load.audit();
  load.expectTheEnd();
  const stopsMs = performance.now();
  const exitCode = await server.stop();
  const stopMs = performance.now() - stopsMs;
  const trends = Object.fromEntries(figureNames.map((name) => [name, trendIn(samples, name)]));
  return { samples, trends, submitted, stopMs, exitCode, auditOk };
}

const trendIn = (samples: readonly SteadySample[], name: Figure): Trend =>
  trendOf(
    samples.map((sample) => sample[name]),
    figures[name],
  );

/** What grew, or did not end as it should; nothing: it is flat. */
export function problemsIn({ trends, stopMs, exitCode, auditOk }: SteadyReport): readonly string[] {
  const grown = Object.entries(trends).filter(([, { flat }]) => !flat);
  return [
    ...grown.map(([name, { growth, median }]) => `${name}: +${growth.toFixed(1)}, at ${median.toFixed(1)}`),
    ...(exitCode === 0 && stopMs < stopMsMax
      ? []
      : [`stopped with ${exitCode} after ${stopMs.toFixed(0)} ms`]),
    ...(auditOk ? [] : ['the audit found faults']),
  ];
}

function cpuMsOf(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const [user, system] = [fields[11], fields[12]].map(Number);
  return ((user ?? 0) + (system ?? 0)) * msPerTick;
}

function heldBy({ pid, dataDir }: { readonly pid: number; readonly dataDir: string }, tasks: number) {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const anonymousKib = Number(/^RssAnon:\s+(\d+)/m.exec(status)?.[1]);
  const walBytes = sizeOf(join(dataDir, 'refinery.sqlite-wal'));
  return {
    'memory MiB': anonymousKib / 1024,
    descriptors: readdirSync(`/proc/${pid}/fd`).length,
    'disk KiB/task': (sizeOf(dataDir) - walBytes) / 1024 / tasks,
    'WAL MiB': walBytes / 2 ** 20,
  };
}

/** 0 of nothing. */
function quantile(numbers: readonly number[], share: number): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}
