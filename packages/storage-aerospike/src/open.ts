import { systemClock, systemRandom } from '@asg/runtime';
import { StorageUnavailable } from '@asg/storage';
import { AerospikeStorage } from './aerospike-storage.ts';
import { Cluster, type ClusterOptions } from './cluster/cluster.ts';
import { connected } from './cluster/connect.ts';
import { CommandCounts, counted } from './cluster/counts/counts.ts';
import { loadDriver } from './cluster/driver.ts';
import { assertNamespace } from './cluster/figures.ts';
import { ClusterCopy } from './copy/cluster-copy.ts';
import { assertRestored } from './copy/restoring.ts';
import { recordStoreOn } from './records/record-store.ts';

export interface AerospikeOptions extends Omit<ClusterOptions, 'setPrefix' | 'keyPrefix'> {
  /** Begins the names of all sets, so that several stores fit into one namespace. Default: `asg_`. */
  readonly setPrefix?: string;
  /** Begins all keys; letters and digits. Default: none. */
  readonly keyPrefix?: string;
  /** How long a cluster that does not answer is tried, ms. Default: 30,000. */
  readonly connectMs?: number;
  /** How long a record is left alone before a sweep finishes what was begun in it, ms. Default: 6,000. */
  readonly quietMs?: number;
}

const connectMsDefault = 30_000;
const retryMs = 500;
const writerBytes = 9;
/** The two indexes of the store, which sweeps look into: bin, what of it, and the name's end. */
const indexes = [
  ['fx', 'mapkeys'],
  ['ops', 'mapvalues'],
] as const;

/**
 * Opens the store on a cluster. Rejects with `StorageUnavailable` if none of the hosts answers in time, or if the
 * namespace is not there; with `NotRestored` for a store that is half restored; with what to install if the client is not there.
 */
export function openAerospikeStorage(options: AerospikeOptions): Promise<AerospikeStorage> {
  return openedOn(options, async (cluster, counts) => {
    await ensureIndexes(cluster);
    await assertRestored(cluster);
    const writer = Buffer.from(systemRandom.bytes(writerBytes)).toString('base64url');
    return new AerospikeStorage(recordStoreOn(cluster, `${writer}.`), options.quietMs, counts);
  });
}

/** Rejects as opening the store does, but where it is restored and not whole yet. */
export function openClusterCopy(options: AerospikeOptions): Promise<ClusterCopy> {
  return openedOn(options, async (cluster) => {
    await assertNamespace(cluster);
    return new ClusterCopy(cluster);
  });
}

/** What is made of a cluster, which closes with it: here where it cannot be made. */
async function openedOn<Made>(
  options: AerospikeOptions,
  make: (cluster: Cluster, counts: CommandCounts) => Promise<Made>,
): Promise<Made> {
  const driver = await loadDriver();
  const client = await connected(driver, options, options.connectMs ?? connectMsDefault);
  const counts = new CommandCounts();
  const named = { setPrefix: 'asg_', keyPrefix: '', ...options };
  const cluster = new Cluster(driver, counted(client, named.setPrefix, counts), named);
  try {
    return await make(cluster, counts);
  } catch (error) {
    await cluster.close();
    throw error;
  }
}

async function ensureIndexes(cluster: Cluster): Promise<void> {
  const { namespace } = cluster;
  await assertNamespace(cluster);
  for (const [bin, kind] of indexes) {
    const request = `namespace=${namespace};indexname=asg_${bin};bin=${bin};type=numeric;indextype=${kind}`;
    await cluster.info(`sindex-create:${request}`);
  }
  for (let waitedMs = 0; waitedMs < connectMsDefault; waitedMs += retryMs) {
    const answers = await cluster.info(`sindex/${namespace}`);
    const isReady = ({ 0: bin }: (typeof indexes)[number]): boolean =>
      answers.every((text) => new RegExp(`indexname=asg_${bin}:[^;]*state=RW`).test(text));
    if (indexes.every(isReady)) return;
    await systemClock.sleep(waitedMs === 0 ? 20 : retryMs);
  }
  throw new StorageUnavailable(`the indexes of the namespace ${namespace} are not ready`);
}
