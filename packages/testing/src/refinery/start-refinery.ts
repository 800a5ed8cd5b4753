import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Instance, type InstanceOptions, started } from '@asg/instance';
import type { Storage } from '@asg/storage';
import { patienceMs } from '../patience.ts';
import { openTestStore, testStoreEnv } from './test-store.ts';

/** The program that a user starts. */
const serverMain = fileURLToPath(import.meta.resolve('@asg/server/main'));
/** On these the server refuses to open this machine to customers. */
const realNetworks: ReadonlySet<string> = new Set(['test', 'main']);

export interface RefineryOptions extends Partial<Omit<InstanceOptions, 'env'>> {
  /** Settings over the defaults of a test instance (free port, log level warn, no rate limits, connections as from many addresses: a crowd may work as fast as it can; receivers and items on this machine). */
  readonly env?: Readonly<Record<string, string>>;
}

/** The real server for tests, with a look at what it has stored. */
export class RunningRefinery extends Instance {
  readonly #env: Readonly<Record<string, string>>;

  /** Use `startRefinery`. */
  constructor({ entry = serverMain, env: given = {}, ...options }: RefineryOptions) {
    const env = {
      LOG_LEVEL: 'warn',
      RATE_LIMITS: 'false',
      CONNECTIONS_PER_ADDRESS_MAX: '10000',
      ASG_ALLOW_LOOPBACK: String(!realNetworks.has(given.ASG_NETWORK ?? '')),
      ASG_METRICS_ADDRESSES: '127.0.0.1,::1',
      ...testStoreEnv(given.ASG_CHAIN === undefined),
      ...given,
    };
    super({ readyMsMax: patienceMs, drainMsMax: patienceMs, ...options, entry, env });
    this.#env = env;
  }

  /** The treasury's key (WIF): one that was set, or the one that it has made. */
  async treasuryWif(): Promise<string> {
    return (
      this.#env.ASG_TREASURY_WIF ?? (await readFile(join(this.dataDir, 'treasury-local.wif'), 'utf8')).trim()
    );
  }

  /** What it has stored, to be looked at while it does not run. Dispose of it. */
  openStorage(): Promise<Storage> {
    return openTestStore(this.#env.ASG_STORE, this.dataDir);
  }
}

/**
 * Starts the real server on a free port and waits until it accepts requests. Throws with the last lines of its log if
 * it does not get there. Dispose of it, also after it was killed.
 */
export function startRefinery(options: RefineryOptions = {}): Promise<RunningRefinery> {
  return started(new RunningRefinery(options));
}
