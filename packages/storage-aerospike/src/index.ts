export { type AerospikeOptions, openAerospikeStorage } from './open.ts';
export type { AerospikeStorage } from './storage.ts';
