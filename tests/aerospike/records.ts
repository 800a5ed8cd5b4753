import { after } from 'node:test';
import { recordStores } from '@asg/storage';
import { recordSuite, recordSuiteNouns } from '@asg/storage/contract';
import { Cluster } from '../../packages/storage-aerospike/src/cluster/cluster.ts';
import { loadDriver } from '../../packages/storage-aerospike/src/cluster/driver.ts';
import { recordKeeper } from '../../packages/storage-aerospike/src/records/noun-keeper.ts';
import { recordStoreOn } from '../../packages/storage-aerospike/src/records/record-store.ts';
import { freshName, hosts, namespace, setPrefix } from './stores.ts';

const driver = await loadDriver();
const client = await driver.connect({ hosts: hosts.map(({ host, port }) => ({ addr: host, port })) });
after(() => client.close(true));

recordSuite('Aerospike', async () => {
  const cluster = new Cluster(driver, client, { hosts, namespace, setPrefix, keyPrefix: freshName() });
  return recordStores(recordKeeper(recordStoreOn(cluster, `${freshName()}.`).documents), recordSuiteNouns);
});
