import { Cluster } from '../../../packages/storage-aerospike/src/cluster/cluster.ts';
import { loadDriver } from '../../../packages/storage-aerospike/src/cluster/driver.ts';
import { ListBuckets } from '../../../packages/storage-aerospike/src/records/list-buckets.ts';
import {
  type RecordStore,
  recordStoreOn,
} from '../../../packages/storage-aerospike/src/records/record-store.ts';
import { freshName, hosts, namespace, setPrefix } from '../stores.ts';

const prefix = freshName();

/** Record stores of the same store, each as a process of its own has it: what one knows the others do not. */
export async function recordStores(
  count: number,
  bucketMax?: number,
): Promise<{ all: readonly RecordStore[]; close: () => Promise<void> }> {
  const driver = await loadDriver();
  const client = await driver.connect({ hosts: hosts.map(({ host, port }) => ({ addr: host, port })) });
  const clusters = Array.from(
    { length: count },
    () => new Cluster(driver, client, { hosts, namespace, setPrefix, keyPrefix: prefix }),
  );
  const all = clusters.map((cluster) => {
    const writer = `${freshName()}.`;
    return recordStoreOn(cluster, writer, new ListBuckets(cluster, writer, bucketMax));
  });
  return { all, close: async () => clusters[0]!.close() };
}

export const keyOf = (number: number): string => String(number).padStart(6, '0');

/** Of the directory of a list; 0: it has none. */
export async function levelsOf({ cluster }: RecordStore, list: string): Promise<number> {
  const { operations } = cluster.driver;
  for (let level = 1; ; level++)
    if ((await cluster.get('list', list + '\u0002'.repeat(level), [operations.read('d')])) === null)
      return level - 1;
}
