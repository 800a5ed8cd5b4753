import { writeSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
import { StandstillMeter } from './standstill.ts';

/** What the thread of `EventLoopWatch` is started with. */
export interface WatchSettings {
  /** One number, which grows as long as the event loop of the main thread goes on. */
  readonly beats: SharedArrayBuffer;
  readonly lookMs: number;
  /** So many looks without a beat are a standstill. */
  readonly silentLooks: number;
  readonly isLogged: boolean;
}

/** The message to the main thread when a standstill is over. */
export interface WatchTold {
  readonly silentMs: number;
  /** What ran, the innermost first; null where it could not be asked. */
  readonly stack: string | null;
}

const stackLinesMax = 30;
const standardError = 2;
/** Runs on top of whatever keeps the main thread busy: V8 lets an inspector in between two steps of it. */
const readStack = `(() => {
  const usual = Error.stackTraceLimit;
  Error.stackTraceLimit = ${stackLinesMax};
  try { return new Error().stack; } finally { Error.stackTraceLimit = usual; }
})()`;
const { beats, lookMs, silentLooks, isLogged } = workerData as WatchSettings;
const beat = new Int32Array(beats);

const meter = new StandstillMeter(silentLooks);
/** The latest of this standstill. */
let stack: string | null = null;
let isStale = true;
let isAsked = false;

setInterval(() => {
  const found = meter.look(Atomics.load(beat, 0));
  if (found.kind === 'over') parentPort?.postMessage({ silentMs: found.looks * lookMs, stack });
  if (found.kind !== 'silent') {
    stack = null;
    isStale = true;
    return;
  }
  if (found.isStandstill && isStale && !isAsked) void askForStack();
  if (!found.toTell) return;
  report(found.looks * lookMs);
  // It may be another one when the silence is told again.
  isStale = true;
}, lookMs);

/** Comes at once where JavaScript runs; where native code does, or a collection of garbage, when that has ended. */
async function askForStack(): Promise<void> {
  isAsked = true;
  try {
    const { Session } = await import('node:inspector/promises');
    const session = new Session();
    session.connectToMainThread();
    const { result } = await session.post('Runtime.evaluate', { expression: readStack, silent: true });
    session.disconnect();
    stack = framesOf(String(result.value));
    isStale = false;
  } catch {
    // Told without it: this program may be built without an inspector.
  }
  isAsked = false;
}

/** Without those of the expression itself. */
function framesOf(text: string): string {
  const frames = text.split('\n').filter((line) => /^\s*at (?!<anonymous>:)/.test(line));
  return frames.map((line) => line.trim()).join('\n');
}

/** By itself and at once: the main thread could not, and may never again. */
function report(silentMs: number): void {
  if (!isLogged) return;
  const line = {
    level: 'error',
    time: new Date().toISOString(),
    silentMs,
    stack: stack ?? 'not known: it runs native code, or collects garbage',
    msg: 'the event loop stands still: nothing is answered',
  };
  try {
    writeSync(standardError, `${JSON.stringify(line)}\n`);
  } catch {
    // Nobody reads it.
  }
}
