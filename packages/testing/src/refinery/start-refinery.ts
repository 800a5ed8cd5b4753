import { rmSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Storage } from '@asg/storage';
import { LogTail } from './log-tail.ts';
import { describe, type ProcessEnd, ServerProcess, serverMain } from './server-process.ts';
import { makeTemporaryFolder } from './temporary-folder.ts';
import { openTestStore, testStoreEnv } from './test-store.ts';

const readyMsMaxDefault = 20_000;
const drainMsMaxDefault = 15_000;
const logLinesMax = 2_000;
/** On these the server refuses to open this machine to customers. */
const realNetworks: ReadonlySet<string> = new Set(['test', 'main']);

/** Temporary folders in use: removed when this process exits without having disposed of them. */
const temporaryDirs = new Set<string>();
process.on('exit', () => {
  for (const dir of temporaryDirs) rmSync(dir, { recursive: true, force: true });
});

export interface RefineryOptions {
  /** Folder of its data; without one, a temporary folder that is removed at the end. */
  readonly dataDir?: string;
  /** Settings over the defaults of a test instance (free port, log level warn, no rate limits, connections as from many addresses: a crowd may work as fast as it can; receivers and items on this machine). */
  readonly env?: Readonly<Record<string, string>>;
  /** File of a program to run in place of the server; it prints the same ready line. */
  readonly entry?: string;
  readonly readyMsMax?: number;
  readonly drainMsMax?: number;
  /** Kills it where it aborts, while it starts too. */
  readonly signal?: AbortSignal;
}

/** A real server in a process of its own. It never outlives the process that started it. */
export class RunningRefinery implements AsyncDisposable {
  readonly dataDir: string;
  readonly #options: RefineryOptions;
  readonly #storeEnv: Readonly<Record<string, string>>;
  readonly #log = new LogTail(logLinesMax);
  readonly #ownsDataDir: boolean;
  #server: ServerProcess | null = null;
  #url = '';

  /** Use `startRefinery`. */
  constructor(options: RefineryOptions, dataDir: string) {
    this.#options = options;
    this.#storeEnv = testStoreEnv(options.env?.ASG_CHAIN === undefined);
    this.dataDir = dataDir;
    this.#ownsDataDir = options.dataDir === undefined;
    if (this.#ownsDataDir) temporaryDirs.add(dataDir);
  }

  /** The treasury's key (WIF): one that was set, or the one that it has made. */
  async treasuryWif(): Promise<string> {
    const set = this.#options.env?.ASG_TREASURY_WIF ?? this.#storeEnv.ASG_TREASURY_WIF;
    return set ?? (await readFile(join(this.dataDir, 'treasury-local.wif'), 'utf8')).trim();
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

  /** Starts the process on the data that are there; on the same port as before. Throws if one runs already. */
  async start(): Promise<void> {
    if (this.#server !== null) throw new Error('the refinery runs already');
    const port = this.#url === '' ? '0' : new URL(this.#url).port;
    const { entry = serverMain, env = {}, readyMsMax = readyMsMaxDefault, signal } = this.#options;
    const settings = {
      LOG_LEVEL: 'warn',
      RATE_LIMITS: 'false',
      CONNECTIONS_PER_ADDRESS_MAX: '10000',
      ASG_ALLOW_LOOPBACK: String(!realNetworks.has(env.ASG_NETWORK ?? '')),
      ASG_METRICS_ADDRESSES: '127.0.0.1,::1',
      PORT: port,
      ...this.#storeEnv,
      ...env,
      ASG_DATA_DIR: this.dataDir,
    };
    this.#server = await ServerProcess.start(entry, settings, this.#log, readyMsMax, signal);
    this.#url = this.#server.url;
  }

  /** What it has stored, to be looked at while it does not run. Dispose of it. */
  openStorage(): Promise<Storage> {
    const store = this.#options.env?.ASG_STORE ?? this.#storeEnv.ASG_STORE;
    return openTestStore(store, this.dataDir);
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
      throw new Error(`the server stopped with ${describe(end)}; its log:\n${this.#log.last(20)}`);
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
      if (this.#ownsDataDir) await rm(this.dataDir, { recursive: true, force: true });
      temporaryDirs.delete(this.dataDir);
    }
  }

  #running(): ServerProcess {
    if (this.#server === null) throw new Error('the refinery does not run');
    return this.#server;
  }
}

/**
 * Starts the real server on a free port and waits until it accepts requests. Throws with the last lines of its log if
 * it does not get there. Dispose of it, also after it was killed.
 */
export async function startRefinery(options: RefineryOptions = {}): Promise<RunningRefinery> {
  const dataDir = options.dataDir ?? (await makeTemporaryFolder('asg-refinery'));
  const refinery = new RunningRefinery(options, dataDir);
  try {
    await refinery.start();
    return refinery;
  } catch (error) {
    await refinery[Symbol.asyncDispose]();
    throw error;
  }
}
