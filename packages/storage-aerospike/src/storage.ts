import * as port from '@asg/storage';
import { AerospikeFlat } from './aerospike-storage.ts';
import type { RecordStore } from './records/record-store.ts';

export type AerospikeStorage = port.Storage &
  Pick<AerospikeFlat, 'rowTarget' | 'replicationFactor' | 'close'>;

export function aerospikeStorage(records: RecordStore, quietMs?: number): AerospikeStorage {
  const flat = new AerospikeFlat(records, quietMs);
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
