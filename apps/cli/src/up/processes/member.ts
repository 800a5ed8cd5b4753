import { fileURLToPath } from 'node:url';
import { Instance, type ProcessEnd } from '@asg/instance';
import { systemClock } from '@asg/runtime';
import type { MemberName } from './cluster.ts';
import { pauseMs, steadyMs } from './pauses.ts';

const entry = fileURLToPath(import.meta.resolve('@asg/server/main'));
/** More than a server takes to end; what hangs is killed. */
const drainMsMax = 15_000;

/** What is told of a process while it is kept running. */
export interface Told {
  started(member: Member): void;
  ended(member: Member, end: ProcessEnd, againInMs: number): void;
  notStarted(member: Member, error: unknown, againInMs: number): void;
  logged(member: MemberName, line: string): void;
}

/** A process of a cluster, started again whenever it ends by itself. */
export class Member implements MemberName {
  readonly name: string;
  readonly role: MemberName['role'];
  readonly #instance: Instance;
  readonly #over: AbortSignal;
  readonly #told: Told;

  /** `over`: from then on it is not started again, and a start under way is given up. */
  constructor(
    { name, role }: MemberName,
    options: { readonly dataDir: string; readonly env: Readonly<Record<string, string>> },
    over: AbortSignal,
    told: Told,
  ) {
    this.name = name;
    this.role = role;
    this.#over = over;
    this.#told = told;
    const onLogLine = (line: string): void => told.logged(this, line);
    this.#instance = new Instance({ ...options, entry, drainMsMax, onLogLine });
  }

  get url(): string {
    return this.#instance.url;
  }

  /** Of the process that runs now. Throws where none does. */
  get pid(): number {
    return this.#instance.pid;
  }

  /** Waits until it accepts requests. Throws where it does not get there, or it is over. */
  async start(): Promise<void> {
    const starting = new AbortController();
    const giveUp = (): void => starting.abort();
    this.#over.throwIfAborted();
    this.#over.addEventListener('abort', giveUp);
    try {
      await this.#instance.start(starting.signal);
    } finally {
      this.#over.removeEventListener('abort', giveUp);
    }
    this.#told.started(this);
  }

  /** Starts it again whenever it has ended, after pauses that grow, until it is over. */
  async keep(): Promise<void> {
    for (let failures = 0; !this.#over.aborted; ) {
      const sinceMs = systemClock.nowMs();
      const end = await Promise.race([this.#instance.ended, aborted(this.#over)]);
      if (end === null || this.#over.aborted) return;
      await this.#instance.kill(); // It is gone: this makes room for the next one.
      if (systemClock.nowMs() - sinceMs >= steadyMs) failures = 0;
      this.#told.ended(this, end, pauseMs(failures));
      failures = await this.#startAgain(failures);
    }
  }

  /** Lets it finish what is under way. Throws if it did not end as it should. */
  stop(): Promise<void> {
    return this.#instance.stop();
  }

  /** How many failures there were then. */
  async #startAgain(failuresBefore: number): Promise<number> {
    for (let failures = failuresBefore; ; failures++) {
      await systemClock.sleep(pauseMs(failures), this.#over);
      if (this.#over.aborted) return failures;
      try {
        await this.start();
        return failures + 1;
      } catch (error) {
        if (this.#over.aborted) return failures;
        this.#told.notStarted(this, error, pauseMs(failures + 1));
      }
    }
  }
}

const aborted = (signal: AbortSignal): Promise<null> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve(null);
    else signal.addEventListener('abort', () => resolve(null), { once: true });
  });
