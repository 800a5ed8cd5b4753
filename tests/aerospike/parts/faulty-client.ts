import { below, seededRandom } from '@asg/storage/faults';
import { AerospikeStorage } from '../../../packages/storage-aerospike/src/aerospike-storage.ts';
import { Cluster } from '../../../packages/storage-aerospike/src/cluster/cluster.ts';
import type { DriverClient } from '../../../packages/storage-aerospike/src/cluster/driver.ts';
import { loadDriver } from '../../../packages/storage-aerospike/src/cluster/driver.ts';
import { recordStoreOn } from '../../../packages/storage-aerospike/src/records/record-store.ts';
import { freshName, hosts, namespace, setPrefix } from '../stores.ts';

/** What befalls the commands that write. */
export type Fault =
  /**
   * The process dies: this many are carried out, the next is (`isLast`; of a batch about half of the rows) or is not, and
   * nothing is heard of any.
   */
  | { readonly kind: 'dies'; readonly after: number; readonly isLast: boolean }
  /** A share of them ends in doubt: carried out or not. */
  | { readonly kind: 'doubt'; readonly seed: number; readonly share: number }
  | { readonly kind: 'none' };

export interface FaultyStore {
  readonly storage: AerospikeStorage;
  /** Commands that wrote so far. */
  readonly writes: () => number;
}

/** A store on the cluster under test whose commands meet with this fault. */
export async function faultyStore(name: string, fault: Fault): Promise<FaultyStore> {
  const driver = await loadDriver();
  const client = await driver.connect({ hosts: hosts.map(({ host, port }) => ({ addr: host, port })) });
  let writes = 0;
  const random = seededRandom(fault.kind === 'doubt' ? fault.seed : 0);
  const failed = (code: number, inDoubt: boolean): Error =>
    Object.assign(new Error('injected'), { code, inDoubt });
  const meet = async <Result>(
    command: () => Promise<Result>,
    half: () => Promise<Result> = command,
  ): Promise<Result> => {
    writes++;
    if (fault.kind === 'doubt' && random() < fault.share) {
      if (below(random, 2) === 0) await (below(random, 2) === 0 ? command() : half());
      throw failed(9, true);
    }
    if (fault.kind === 'dies' && writes > fault.after) {
      if (fault.isLast && writes === fault.after + 1) await half();
      throw failed(1, false);
    }
    return command();
  };
  const faulty: DriverClient = {
    operate: (key, operations, metadata, policy) => {
      const command = () => client.operate(key, operations, metadata, policy);
      return 'exists' in policy && policy.exists !== undefined ? meet(command) : command();
    },
    batchRead: (records, policy) => client.batchRead(records, policy),
    batchWrite: (records, policy) =>
      meet(
        () => client.batchWrite(records, policy),
        () => client.batchWrite(records.slice(0, Math.ceil(records.length / 2)), policy),
      ),
    getNodes: () => client.getNodes(),
    infoNode: (request, node) => client.infoNode(request, node),
    query: (of) => client.query(of),
    expressionToBase64: (tree) => client.expressionToBase64(tree),
    close: (release) => client.close(release),
  };
  const cluster = new Cluster(driver, faulty, { hosts, namespace, setPrefix, keyPrefix: name });
  return {
    storage: new AerospikeStorage(recordStoreOn(cluster, `${freshName()}.`), 0),
    writes: () => writes,
  };
}
