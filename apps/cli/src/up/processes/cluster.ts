import { randomBytes } from 'node:crypto';
import { hostname } from 'node:os';
import type { ProcessRole } from '@asg/domain/names';
import { createLogger, systemRandom } from '@asg/runtime';
import { UsageError } from '../../terminal/exit.ts';

/** What all processes of this cluster have in common. */
export interface Cluster {
  readonly dataDir: string;
  /** Whether the local chain is one of its processes. */
  readonly hasChain: boolean;
  /** Settings of a process. `where`: what is known once others have started. */
  readonly env: (member: MemberName, where: Addresses) => Record<string, string>;
}

export interface MemberName {
  readonly name: string;
  readonly role: ProcessRole;
}

export interface Addresses {
  readonly chain: string | null;
  /** Of the first gateway: where links lead. */
  readonly gateway: string | null;
}

/** Not for those that are not reached from elsewhere. */
const notOfGateway = { HOST: '127.0.0.1', TLS_CERT_FILE: '', TLS_KEY_FILE: '' };
const noTreasury = {
  ASG_TREASURY_WIF: '',
  ASG_TREASURY_KEY_FILE: '',
  ASG_TREASURY_PASSPHRASE: '',
  ASG_TREASURY_PASSPHRASE_FILE: '',
};

/** Who holds the treasury's key: the chain funds it. */
const treasurers: ReadonlySet<ProcessRole> = new Set(['chain', 'settler']);

/** The cluster that the environment amounts to; its keys are made and kept in the data folder where none are set. Throws a UsageError. */
export async function clusterOf(given: NodeJS.ProcessEnv): Promise<Cluster> {
  const [{ readConfig }, { isShared, storeName }, { sharedKeys }] = await Promise.all([
    import('@asg/server/config'),
    import('@asg/server/stores'),
    import('@asg/server/shared-keys'),
  ]);
  try {
    const config = readConfig({ ...given, ASG_ROLES: '' });
    if (!isShared(config.store))
      throw new UsageError(
        `--processes needs a store that processes share, and ${storeName(config.store)} is a file of one process: name one by --store aerospike://host:3000/namespace (ASG_STORE)`,
      );
    const keys = sharedKeys(config, systemRandom, createLogger('silent'));
    // Another name at each start: who was killed may still be ending, and two with one name would lead at once.
    const run = config.processName ?? `${hostname()}/${process.pid}/${randomBytes(4).toString('hex')}`;
    const common = { ...settingsIn(given), ...settingsIn(keys) };
    return {
      dataDir: config.dataDir,
      hasChain: config.roles.has('chain'),
      env: ({ name, role }, { chain, gateway }) => ({
        ...common,
        ...(role === 'gateway' ? {} : notOfGateway),
        ...(treasurers.has(role) ? {} : noTreasury),
        ...(role === 'chain' && { ASG_STORE: 'sqlite::memory:' }),
        ...(chain !== null && { ASG_LOCAL_CHAIN_URL: chain }),
        ...(gateway !== null && config.publicUrl === null && { ASG_PUBLIC_URL: gateway }),
        ...(name === firstGateway && config.port !== 0 && { PORT: String(config.port) }),
        ASG_ROLES: role,
        ASG_PROCESS_NAME: `${run}/${name}`,
      }),
    };
  } catch (error) {
    if (error instanceof Error && error.name === 'ConfigError')
      throw new UsageError(`the cluster cannot start: ${error.message}`, { cause: error });
    throw error;
  }
}

export const firstGateway = 'gateway-1';

/** What is set, without the port: each has its own. */
function settingsIn(environment: Readonly<Record<string, string | undefined>>): Record<string, string> {
  const found: Record<string, string> = {};
  for (const [name, value] of Object.entries(environment))
    if (value !== undefined && name !== 'PORT') found[name] = value;
  return found;
}
