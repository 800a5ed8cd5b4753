export type { AerospikeStorage } from './aerospike-storage.ts';
export { type AerospikeOptions, openAerospikeStorage } from './open.ts';
