import { systemRandom } from '@asg/runtime';
import { type AerospikeStorage, openAerospikeStorage } from '@asg/storage-aerospike';

export const hosts = (process.env.AEROSPIKE_HOSTS ?? '').split(',').map((text) => {
  const [host = '', port = '3000'] = text.split(':');
  return { host, port: Number(port) };
});
export const namespace = process.env.AEROSPIKE_NAMESPACE ?? 'test';
export const setPrefix = 'asgtest_';
const nameBytes = 8;

/** A name that no store was opened under yet: stores of tests live side by side in the same sets. */
export function freshName(): string {
  return Buffer.from(systemRandom.bytes(nameBytes)).toString('hex');
}

/** Opens the store of this name on the cluster under test. */
export function openStore(name: string, quietMs = 0): Promise<AerospikeStorage> {
  return openAerospikeStorage({ hosts, namespace, setPrefix, keyPrefix: name, quietMs });
}
