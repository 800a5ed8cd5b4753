import { type Storage, StorageUnavailable } from '@asg/storage';
import { wrapStorage } from '@asg/storage/faults';
import type { Luck } from './luck.ts';

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
export function unluckyStorage(storage: Storage, luck: Luck): Storage {
  return wrapStorage(storage, async (operation, call) => {
    luck.assertAlive();
    const isWrite = settlementWrites.has(operation);
    if (luck.strikes('store: request refused')) throw new StorageUnavailable('injected: not done');
    if (isWrite && luck.strikes('process: killed before a write')) luck.kill(`before ${operation}`);
    const result = await call();
    if (isWrite && luck.strikes('process: killed after a write')) luck.kill(`after ${operation}`);
    if (luck.strikes('store: answer lost after the write'))
      throw new StorageUnavailable('injected: answer lost');
    return result;
  });
}
