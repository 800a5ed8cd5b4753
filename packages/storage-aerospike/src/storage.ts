import * as port from '@asg/storage';
import { AerospikeFlat } from './aerospike-storage.ts';
import type { Keeper } from './keeping/keeper.ts';

export type AerospikeStorage = port.Storage &
  Pick<AerospikeFlat, 'rowTarget' | 'replicationFactor' | 'close'>;

export function aerospikeStorage(keeper: Keeper, quietMs?: number): AerospikeStorage {
  const flat = new AerospikeFlat(keeper, quietMs);
  return {
    ...port.nounsOf(flat),
    rowTarget: flat.rowTarget,
    ping: () => flat.ping(),
    sweep: (request) => flat.sweep(request),
    replicationFactor: () => flat.replicationFactor(),
    close: () => flat.close(),
    [Symbol.asyncDispose]: () => flat.close(),
  };
}
