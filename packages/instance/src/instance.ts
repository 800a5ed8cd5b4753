import { rmSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { LogTail } from './log-tail.ts';
import { describe, type ProcessEnd, ServerProcess } from './server-process.ts';
import { makeTemporaryFolder } from './temporary-folder.ts';

/** Far more than a start takes: only a process that hangs is given up, not one on a machine that is slow. */
const readyMsMaxDefault = 120_000;
const drainMsMaxDefault = 60_000;
const logLinesMax = 2_000;
const logLinesShown = 20;

/** Temporary folders in use: removed when this process exits without having disposed of them. */
const temporaryDirs = new Set<string>();
process.on('exit', () => {
  for (const dir of temporaryDirs) rmSync(dir, { recursive: true, force: true });
});

export interface InstanceOptions {
  /** File of the program. It takes the port from PORT, prints the ready line and ends in order at SIGTERM. */
  readonly entry: string;
  /** Folder of its data; without one, a temporary folder that is removed at the end. */
  readonly dataDir?: string | undefined;
  /** Its settings; of this process's environment it gets little. */
  readonly env: Readonly<Record<string, string>>;
  readonly readyMsMax?: number | undefined;
  readonly drainMsMax?: number | undefined;
  /** Kills it where it aborts, while it starts too. */
  readonly signal?: AbortSignal | undefined;
  /** Gets each line of its log. */
  readonly onLogLine?: ((line: string) => void) | undefined;
}

/** A server in a process of its own, on a free port. It never outlives the process that started it. Dispose of it. */
export class Instance implements AsyncDisposable {
  readonly #options: InstanceOptions;
  readonly #log: LogTail;
  #dataDir: string | null;
  #server: ServerProcess | null = null;
  #url = '';

  constructor(options: InstanceOptions) {
    this.#options = options;
    this.#log = new LogTail(logLinesMax, options.onLogLine);
    this.#dataDir = options.dataDir ?? null;
  }

  /** Folder of its data. Throws before the first start where it is a temporary one. */
  get dataDir(): string {
    if (this.#dataDir === null) throw new Error('the instance was never started');
    return this.#dataDir;
  }

  /** Where it accepts requests, e.g. http://127.0.0.1:40123; stays the same over a restart. */
  get url(): string {
    return this.#url;
  }

  /** Of the process that runs now. Throws where none does. */
  get pid(): number {
    return this.#running().pid;
  }

  /** When the process that runs now is gone. Throws where none does. */
  get ended(): Promise<ProcessEnd> {
    return this.#running().ended;
  }

  /** The last lines of its log, over restarts too. */
  log(): string {
    return this.#log.last();
  }

  /**
   * Starts the process on the data that are there, on the same port as before, and waits until it accepts requests. Throws if one
   * runs already, and with the last lines of its log if it does not get there. `signal`: kills this one, in place of that of the options.
   */
  async start(signal = this.#options.signal): Promise<void> {
    if (this.#server !== null) throw new Error('the instance runs already');
    const { entry, env, readyMsMax = readyMsMaxDefault } = this.#options;
    if (this.#dataDir === null) {
      this.#dataDir = await makeTemporaryFolder('asg-refinery');
      temporaryDirs.add(this.#dataDir);
    }
    const port = this.#url === '' ? '0' : new URL(this.#url).port;
    const settings = { PORT: port, ...env, ASG_DATA_DIR: this.#dataDir };
    this.#server = await ServerProcess.start(entry, settings, this.#log, readyMsMax, signal);
    this.#url = this.#server.url;
  }

  /** Ends the process as a crash or an operator would, and waits until it is gone. */
  async kill(signal: NodeJS.Signals = 'SIGKILL'): Promise<ProcessEnd> {
    const server = this.#running();
    server.kill(signal);
    const end = await server.ended;
    this.#server = null;
    return end;
  }

  /** Drains and ends the process; does nothing where none runs. Throws if it did not end with exit code 0. */
  async stop(): Promise<void> {
    const server = this.#server;
    if (server === null) return;
    this.#server = null;
    const end = await server.stop(this.#options.drainMsMax ?? drainMsMaxDefault);
    if (end.code !== 0)
      throw new Error(`the server stopped with ${describe(end)}; its log:\n${this.#log.last(logLinesShown)}`);
  }

  /** Stops the process, where one runs, and starts it again on the same data and port. */
  async restart(): Promise<void> {
    await this.stop();
    await this.start();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    try {
      await this.stop();
    } finally {
      const dir = this.#dataDir;
      if (this.#options.dataDir === undefined && dir !== null) {
        await rm(dir, { recursive: true, force: true });
        temporaryDirs.delete(dir);
      }
    }
  }

  #running(): ServerProcess {
    if (this.#server === null) throw new Error('the instance does not run');
    return this.#server;
  }
}

/** The same, started; where it does not start nothing of it is left. */
export async function started<T extends Instance>(instance: T): Promise<T> {
  try {
    await instance.start();
    return instance;
  } catch (error) {
    await instance[Symbol.asyncDispose]();
    throw error;
  }
}
