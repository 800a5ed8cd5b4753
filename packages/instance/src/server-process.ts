import { type ChildProcess, type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { systemClock } from '@asg/runtime';
import type { LogTail } from './log-tail.ts';

const leash = new URL('./leash.ts', import.meta.url).href;
/** As `npm start` has them: what lives for a moment, or was collected late, does not make the server large. */
export const nodeOptions = ['--max-semi-space-size=8', '--heap-growing-percent=50'];
const readyForm = /^ASG Refinery is ready at (http\S+)$/;
const logLinesShown = 20;
/** Taken over from the caller's environment; the rest is left out, so that a run does not depend on it. */
const inheritedVariables = [
  'PATH',
  'HOME',
  'TMPDIR',
  'LANG',
  'TZ',
  'NODE_COMPILE_CACHE',
  'NODE_V8_COVERAGE',
  'SystemRoot',
];

/** The processes that run now: they go when this one exits. */
const running = new Set<ChildProcess>();
process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

/** How a process ended. */
export interface ProcessEnd {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** The real server in a process of its own, from its start to its end. */
export class ServerProcess {
  /** Where it accepts requests. */
  readonly url: string;
  readonly pid: number;
  /** When it is gone. */
  readonly ended: Promise<ProcessEnd>;
  readonly #child: ChildProcess;

  private constructor(child: ChildProcess, pid: number, url: string, ended: Promise<ProcessEnd>) {
    this.#child = child;
    this.url = url;
    this.pid = pid;
    this.ended = ended;
  }

  /**
   * Starts the server and waits until it accepts requests. Throws with the last lines of the log if it ends before, or
   * is not ready after `readyMsMax`. It is killed when `signal` aborts.
   */
  static async start(
    entry: string,
    env: Readonly<Record<string, string>>,
    log: LogTail,
    readyMsMax: number,
    signal?: AbortSignal,
  ): Promise<ServerProcess> {
    const child = spawn(process.execPath, [...nodeOptions, '--import', leash, entry], {
      env: { ...inherited(), ...env },
      stdio: ['pipe', 'pipe', 'pipe'],
      // A group of its own: Ctrl-C in a terminal is for the parent, which then stops the server in order.
      detached: true,
    });
    running.add(child);
    child.stdin.on('error', () => {}); // It may close its end first.
    child.stderr.setEncoding('utf8').on('data', (text: string) => log.append(text));
    const ended = endOf(child);
    killOnAbort(child, ended, signal);
    const patience = new AbortController();
    try {
      const outcome = await Promise.race([
        readyUrl(child),
        ended,
        systemClock.sleep(readyMsMax, patience.signal).then(() => null),
      ]);
      if (typeof outcome === 'string' && child.pid !== undefined)
        return new ServerProcess(child, child.pid, outcome, ended);
      child.kill('SIGKILL');
      const why =
        outcome === null || typeof outcome === 'string'
          ? `was not ready after ${readyMsMax} ms`
          : `ended with ${describe(outcome)}`;
      throw new Error(`the server ${why}; its log:\n${log.last(logLinesShown)}`);
    } finally {
      patience.abort();
    }
  }

  /** Sends a signal; false if the process is gone already. */
  kill(signal: NodeJS.Signals): boolean {
    return this.#child.kill(signal);
  }

  /** Lets it finish what is under way; kills it if that takes longer than `drainMsMax`. */
  async stop(drainMsMax: number): Promise<ProcessEnd> {
    this.#child.kill('SIGTERM');
    const patience = new AbortController();
    const late = systemClock.sleep(drainMsMax, patience.signal).then(() => null);
    const end = await Promise.race([this.ended, late]);
    patience.abort();
    if (end !== null) return end;
    this.#child.kill('SIGKILL');
    return this.ended;
  }
}

function killOnAbort(child: ChildProcess, ended: Promise<unknown>, signal?: AbortSignal): void {
  const kill = (): void => void child.kill('SIGKILL');
  if (signal?.aborted === true) kill();
  signal?.addEventListener('abort', kill, { once: true });
  void ended.finally(() => signal?.removeEventListener('abort', kill));
}

function inherited(): Record<string, string> {
  const found: Record<string, string> = {};
  for (const name of inheritedVariables) {
    const value = process.env[name];
    if (value !== undefined) found[name] = value;
  }
  return found;
}

async function endOf(child: ChildProcess): Promise<ProcessEnd> {
  const [code, signal] = (await once(child, 'close')) as [number | null, NodeJS.Signals | null];
  running.delete(child);
  return { code, signal };
}

/** The address in the ready line. All further output is read and dropped, so that the pipe never fills. */
function readyUrl(child: ChildProcessWithoutNullStreams): Promise<string> {
  return new Promise((resolve) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      const url = readyForm.exec(line)?.[1];
      if (url !== undefined) resolve(url);
    });
  });
}

/** For people, e.g. `exit code 2` or `SIGKILL`. */
export function describe(end: ProcessEnd): string {
  return end.signal ?? `exit code ${end.code}`;
}
