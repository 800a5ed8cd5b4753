import { type Storage, StorageUnavailable } from '@asg/storage';
import { wrapStorage } from '@asg/storage/faults';
import type { Randomness } from './randomness.ts';

const settlementWrites = new Set([
  'lanes.acquire',
  'lanes.hold',
  'settlement.reserve',
  'settlement.store',
  'settlement.release',
  'settlement.advance',
  'settlement.note',
  'payouts.setCarriedDue',
  'settlement.revive',
  'treasury.requestMove',
  'treasury.refuseMove',
  'workers.change',
  'treasury.saveHeaderWindow',
]);

/** The real store behind a line that loses requests and answers, used by a process that can die at any write. */
export function storageWithFaults(storage: Storage, randomness: Randomness): Storage {
  return wrapStorage(storage, async (operation, call) => {
    randomness.assertAlive();
    const isWrite = settlementWrites.has(operation);
    if (randomness.strikes('store: request refused')) throw new StorageUnavailable('injected: not done');
    if (isWrite && randomness.strikes('process: killed before a write'))
      randomness.kill(`before ${operation}`);
    const result = await call();
    if (isWrite && randomness.strikes('process: killed after a write')) randomness.kill(`after ${operation}`);
    if (randomness.strikes('store: answer lost after the write'))
      throw new StorageUnavailable('injected: answer lost');
    return result;
  });
}
