import { startRefinery } from '@asg/testing';
import { Inspector } from './inspector.ts';
import { loadSettings, startLoad, startReceiver } from './load.ts';
import { beginMeasuring, leastOf, type Sample, sampleOf } from './probe.ts';
import { problemsOf } from './verdict.ts';

const drainMsMax = 10_000;
const lookMs = 100;
const looks = 4;
/** Where something has grown all the same it is looked at again: on a slow machine rest comes late, and what is kept for ever stays. */
const looksMax = 40;
const betweenLooksMs = 400;

export interface SoakOptions {
  /** Samples after the first, which is taken when everything has run once. */
  readonly rounds: number;
  /** Tasks of each submission; each ends in a webhook. */
  readonly batch: number;
  /** Whether this round goes on: it ends with the submission after which it says no. */
  readonly goesOn: (submitted: number) => boolean;
  readonly onSample?: (sample: Sample, index: number) => void;
}

export interface SoakReport {
  readonly samples: readonly Sample[];
  readonly stopMs: number;
  readonly auditOk: boolean;
}

/**
 * Runs the real process under load and samples it, at rest, after each round: submissions, a crowd, webhooks, an event
 * stream, a job in each round, and what both apps read.
 */
export async function soak(options: SoakOptions): Promise<SoakReport> {
  await using receiver = await startReceiver();
  await using refinery = await startRefinery({
    env: { NODE_OPTIONS: '--inspect=127.0.0.1:0', ...loadSettings },
  });
  using inspector = await Inspector.connect(refinery.log());
  await using load = await startLoad(refinery.url, receiver.url);
  const samples: Sample[] = [];
  for (let index = 0; index <= options.rounds; index++) {
    let submitted = 0;
    await beginMeasuring(inspector);
    await load.job(options.batch);
    do {
      const wanted = receiver.arrived() + options.batch;
      await load.submit(options.batch);
      submitted += options.batch;
      await load.reads();
      await until(() => {
        load.throwIfFailed();
        return receiver.arrived() >= wanted;
      });
    } while (options.goesOn(submitted));
    await until(load.isAtRest);
    const { pid, dataDir } = refinery;
    const look = () => sampleOf(inspector, { pid, dataDir, webhooks: receiver.arrived() });
    let sample = await look();
    // The crowd asks for work all the time: what one look sees and another does not was under way, and is no growth.
    const isStill = () =>
      samples[0] === undefined || problemsOf([samples[0], sample], { timed: false }).length === 0;
    for (let again = 1; again < looks || (again < looksMax && !isStill()); again++) {
      await new Promise((resolve) => setTimeout(resolve, betweenLooksMs));
      sample = leastOf(sample, await look());
    }
    samples.push(sample);
    options.onSample?.(samples.at(-1)!, index);
  }
  const auditOk = await load.audit();
  const beganMs = performance.now();
  inspector[Symbol.dispose]();
  load.expectTheEnd();
  // Its workers and its reader of events are still there.
  await refinery.stop();
  const stopMs = performance.now() - beganMs;
  return { samples, stopMs, auditOk };
}

/** Whether it stopped within the bound that operators are promised. */
export const stopsInTime = ({ stopMs }: SoakReport): boolean => stopMs < drainMsMax;

/** Waits until it is so. */
export const until = async (isSo: () => boolean | Promise<boolean>): Promise<void> => {
  while (!(await isSo())) await new Promise((resolve) => setTimeout(resolve, lookMs));
};
