import { at } from '@asg/values/present';

/** What a process measured of itself in a minute, and what waited in the store at its end. */
export interface VitalSample {
  readonly requests: number;
  /** Of them, those that were answered with 500 or more. */
  readonly failed: number;
  /** 95 of 100 requests were answered within so long; null: there were none. */
  readonly p95Ms: number | null;
  readonly labels: number;
  /** 99 of 100 turns of the event loop were no later than that. */
  readonly loopDelayMs: number;
  readonly memoryBytes: number;
  /** Null: not known. */
  readonly diskFreeBytes: number | null;
  /** Tasks that want workers, and tasks to be paid, with how long the oldest of those waits. */
  readonly work: number;
  readonly payment: number;
  readonly paymentLagMs: number;
  /** Endpoints with deliveries under way, and by how much the latest of them is late. */
  readonly endpoints: number;
  readonly webhookLagMs: number;
}

/** An hour of one process, by minute of the hour. */
export interface VitalsHour {
  readonly process: string;
  readonly hourMs: number;
  readonly minutes: Readonly<Record<string, VitalSample>>;
}

/** What all processes measured in a stretch of time; rates are means, all else is as bad as it got. */
export interface VitalPoint extends Omit<VitalSample, 'requests' | 'failed' | 'labels'> {
  readonly requestsPerSecond: number;
  readonly failedPerMinute: number;
  readonly labelsPerMinute: number;
  readonly processes: number;
}

const minuteMs = 60_000;
export const hourMs = 60 * minuteMs;
/** A day, and the hour that is not over. */
export const vitalsKeptMs = 25 * hourMs;

export const hourOf = (atMs: number): number => atMs - (atMs % hourMs);

/** With the sample of the minute that `atMs` is in; one that is there already stays. */
export function withSample(
  found: VitalsHour | null,
  {
    process,
    atMs,
    sample,
  }: { readonly process: string; readonly atMs: number; readonly sample: VitalSample },
): VitalsHour {
  const minute = String(Math.floor((atMs % hourMs) / minuteMs));
  return { process, hourMs: hourOf(atMs), minutes: { [minute]: sample, ...found?.minutes } };
}

/** A point for each step from `fromMs` on, up to `toMs`; null where nothing was measured. */
export function vitalSeries(
  hours: readonly VitalsHour[],
  { fromMs, toMs, stepMs }: { readonly fromMs: number; readonly toMs: number; readonly stepMs: number },
): readonly (VitalPoint | null)[] {
  const length = Math.max(0, Math.ceil((toMs - fromMs) / stepMs));
  const steps = Array.from({ length }, (): (readonly [number, string, VitalSample])[] => []);
  for (const { process, hourMs: beginMs, minutes } of hours)
    for (const [minute, sample] of Object.entries(minutes)) {
      const atMs = beginMs + Number(minute) * minuteMs;
      if (atMs >= fromMs && atMs < toMs)
        at(steps, Math.floor((atMs - fromMs) / stepMs)).push([atMs, process, sample]);
    }
  return steps.map((found) => (found.length === 0 ? null : pointOf(found)));
}

function pointOf(found: readonly (readonly [number, string, VitalSample])[]): VitalPoint {
  const samples = found.map(([, , sample]) => sample);
  const minutes = new Set(found.map(([atMs]) => atMs)).size;
  const sum = (of: (sample: VitalSample) => number): number => samples.reduce((all, one) => all + of(one), 0);
  const most = (of: (sample: VitalSample) => number): number => Math.max(...samples.map(of));
  const known = <T>(of: (sample: VitalSample) => T | null): readonly T[] =>
    samples.map(of).filter((one) => one !== null);
  const p95s = known(({ p95Ms }) => p95Ms);
  const disks = known(({ diskFreeBytes }) => diskFreeBytes);
  return {
    requestsPerSecond: sum(({ requests }) => requests) / (minutes * 60),
    failedPerMinute: sum(({ failed }) => failed) / minutes,
    labelsPerMinute: sum(({ labels }) => labels) / minutes,
    p95Ms: p95s.length === 0 ? null : Math.max(...p95s),
    loopDelayMs: most(({ loopDelayMs }) => loopDelayMs),
    memoryBytes: most(({ memoryBytes }) => memoryBytes),
    diskFreeBytes: disks.length === 0 ? null : Math.min(...disks),
    work: most(({ work }) => work),
    payment: most(({ payment }) => payment),
    paymentLagMs: most(({ paymentLagMs }) => paymentLagMs),
    endpoints: most(({ endpoints }) => endpoints),
    webhookLagMs: most(({ webhookLagMs }) => webhookLagMs),
    processes: new Set(found.map(([, process]) => process)).size,
  };
}
