import { type VitalPoint, type VitalSample, vitalSeries, vitalsKeptMs } from '@asg/domain';
import type { EngineContext } from '@asg/people';

const minuteMs = 60_000;
const pointsMax = 288;
/** Hours of processes that are read: 24 of 16. With more, a shorter time is shown. */
const hoursReadMax = 400;
const droppedMax = 20;

export interface VitalsDay {
  readonly fromMs: number;
  readonly stepMs: number;
  readonly points: readonly (VitalPoint | null)[];
}

/** How the program was in the last day, by the minute: stored, so that it tells of the time before a process ended. */
export class Vitals {
  readonly #context: Pick<EngineContext, 'storage' | 'clock'>;

  constructor(context: Pick<EngineContext, 'storage' | 'clock'>) {
    this.#context = context;
  }

  /** What a process measured in the minute of `atMs`; drops what is older than a day, whoever measured it. */
  async note(process: string, atMs: number, sample: VitalSample): Promise<void> {
    const { vitals } = this.#context.storage;
    await vitals.note({ process, atMs, sample });
    const oldest = await vitals.hours({ limit: droppedMax, after: null });
    const over = oldest.filter(({ hourMs }) => hourMs < atMs - vitalsKeptMs);
    if (over.length > 0) await vitals.drop(over);
  }

  /** The last hours, to the end of the minute that is under way. */
  async last(hours: number): Promise<VitalsDay> {
    const { storage, clock } = this.#context;
    const stepMs = minuteMs * Math.ceil((hours * 60) / pointsMax);
    const nowMs = clock.nowMs();
    const toMs = nowMs - (nowMs % stepMs) + stepMs;
    const fromMs = toMs - hours * 60 * minuteMs;
    const found = await storage.vitals.hours({ limit: hoursReadMax, before: null });
    return { fromMs, stepMs, points: vitalSeries(found, { fromMs, toMs, stepMs }) };
  }
}
