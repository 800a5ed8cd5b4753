import { statfs } from 'node:fs/promises';
import type { VitalSample } from '@asg/domain';
import { Queues } from '@asg/engines';
import { Vitals } from '@asg/oversight';
import { LoopDelay } from '@asg/runtime';
import { type RequestTotals, secondsWithin } from '@asg/runtime/metrics';
import { loop, type ServerParts } from '../roles/server-parts.ts';

const minuteMs = 60_000;
/** Often enough that no minute is missed. */
const lookMs = 10_000;
const endpointsMax = 100;
const p95 = 0.95;
const p99 = 99;
/** A disk with less of it left is nearly full. */
const diskShareMin = 0.05;
/** Deliveries that are later than that are late for us, not for who receives them. */
const webhookLateMs = 120_000;

/** Measures this process once a minute, and what waits in the store; says when the disk is nearly full and webhooks are late. */
export function runVitals(
  parts: Pick<ServerParts, 'context' | 'activity' | 'metrics' | 'holder' | 'own' | 'stopping' | 'config'>,
): void {
  const measure = measuring(parts, parts.config.dataDir);
  parts.own.use(measure);
  loop(parts, 'vitals', lookMs, async () => {
    await measure.look();
    return false;
  });
}

interface MeasuredParts extends Pick<ServerParts, 'metrics' | 'holder'> {
  readonly context: Pick<ServerParts['context'], 'storage' | 'clock' | 'conditions'>;
}

/** `look` measures if a minute is over since the last one that was measured. */
export function measuring({ context, metrics, holder }: MeasuredParts, folder: string) {
  const { storage, clock, conditions } = context;
  const vitals = new Vitals(context);
  const queues = new Queues(context);
  const delay = new LoopDelay();
  const soFar = () => ({ requests: metrics.requestTotals(), labels: metrics.labels });
  let minute = Math.floor(clock.nowMs() / minuteMs);
  let before = soFar();

  const look = async (): Promise<void> => {
    const nowMs = clock.nowMs();
    if (Math.floor(nowMs / minuteMs) === minute) return;
    const [{ work, payment }, endpoints, disk] = await Promise.all([
      queues.report(),
      storage.deliveries.waitingEndpoints({ after: null, limit: endpointsMax }),
      statfs(folder).catch(() => null),
    ]);
    const dueMs = endpoints.map(({ nextAttemptAtMs }) => nextAttemptAtMs);
    const webhookLagMs = Math.max(0, nowMs - Math.min(nowMs, ...dueMs));
    const after = soFar();
    const sample: VitalSample = {
      ...requestsBetween(before.requests, after.requests),
      labels: after.labels - before.labels,
      loopDelayMs: round(delay.percentileMs(p99)),
      memoryBytes: process.memoryUsage.rss(),
      diskFreeBytes: disk === null ? null : disk.bavail * disk.bsize,
      work,
      payment: payment.count,
      paymentLagMs: payment.oldestSinceMs === null ? 0 : Math.max(0, nowMs - payment.oldestSinceMs),
      endpoints: endpoints.length,
      webhookLagMs,
    };
    delay.reset();
    await vitals.note(holder, minute * minuteMs, sample);
    minute = Math.floor(nowMs / minuteMs);
    before = after;
    tell(conditions, 'disk', diskTrouble(disk));
    tell(conditions, 'webhooks', webhookTrouble(webhookLagMs));
  };
  return {
    look,
    [Symbol.dispose]: () => {
      delay[Symbol.dispose]();
    },
  };
}

const webhookTrouble = (lagMs: number): string | null =>
  lagMs < webhookLateMs
    ? null
    : `deliveries are due for ${Math.round(lagMs / 1000)} s: is a process with the role webhooks there?`;

type Conditions = ServerParts['context']['conditions'];

function tell(conditions: Conditions, name: string, detail: string | null): void {
  if (detail === null) conditions.clear(name);
  else conditions.report(name, { severity: 'degraded', detail });
}

function diskTrouble(
  disk: { readonly bavail: number; readonly blocks: number; readonly bsize: number } | null,
): string | null {
  if (disk === null || disk.blocks === 0 || disk.bavail / disk.blocks >= diskShareMin) return null;
  const freeMb = Math.floor((disk.bavail * disk.bsize) / 1e6);
  return `the disk of the data folder is nearly full: ${freeMb} MB are left. Make room, or move the folder`;
}

function requestsBetween(
  before: RequestTotals,
  after: RequestTotals,
): Pick<VitalSample, 'requests' | 'failed' | 'p95Ms'> {
  const seconds = secondsWithin(p95, before, after);
  return {
    requests: after.count - before.count,
    failed: after.failed - before.failed,
    p95Ms: seconds === null ? null : round(seconds * 1000),
  };
}

const round = (n: number): number => Math.round(n * 100) / 100;
