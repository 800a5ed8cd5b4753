import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { freshWif } from '@asg/chain';
import type { Storage } from '@asg/storage';
import { openSqliteStorage } from '@asg/storage-sqlite';

const storeForm = /^aerospike:\/\/([^/]+)\/([^?]+)\?set_prefix=(\w+)$/;

/**
 * Settings of a new instance's store. Where ASG_TEST_STORE names a namespace of Aerospike, as in
 * aerospike://127.0.0.1:3000/test, it gets sets of its own there, and the keys that go with a shared store; otherwise
 * nothing is set, and the store is a file in the data folder.
 */
export function testStoreEnv(isOnLocalChain: boolean): Readonly<Record<string, string>> {
  const base = process.env.ASG_TEST_STORE ?? '';
  if (base === '') return {};
  return {
    ASG_STORE: `${base}?set_prefix=t${randomBytes(4).toString('hex')}_`,
    ASG_ENCRYPTION_KEY: randomBytes(32).toString('hex'),
    ...(isOnLocalChain && { ASG_TREASURY_WIF: freshWif('local', (count) => randomBytes(count)) }),
    // A process that is started again goes on at once, as on a file.
    ASG_PROCESS_NAME: 'test',
  };
}

/** Opens the store of an instance that was stopped. */
export async function openTestStore(store: string | undefined, dataDir: string): Promise<Storage> {
  if (store === undefined || store === '')
    return openSqliteStorage({ path: join(dataDir, 'refinery.sqlite') });
  const [, hosts = '', namespace = '', setPrefix = ''] = storeForm.exec(store) ?? [];
  const { openAerospikeStorage } = await import('@asg/storage-aerospike');
  const nodes = hosts.split(',').map((node) => {
    const [host = '', port = ''] = node.split(':');
    return { host, port: Number(port) };
  });
  return openAerospikeStorage({ hosts: nodes, namespace, setPrefix });
}
