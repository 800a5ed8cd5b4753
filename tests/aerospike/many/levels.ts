import assert from 'node:assert/strict';
import { test } from 'node:test';
import { at } from '@asg/values/present';
import type { Entry } from '../../../packages/storage-aerospike/src/records/lists.ts';
import { counted, operations } from '../parts/counted.ts';
import { keyOf, levelsOf, recordStores } from '../parts/record-stores.ts';

test('a put, a page and a split take as many operations in a list with one more level of directories', async () => {
  const { all, close } = await recordStores(1);
  const records = at(all, 0);
  const { lists } = records;
  const take = async (list: string, entries: number): Promise<readonly number[]> => {
    for (let from = 0; from < entries; from += 250)
      await lists.put(
        list,
        Array.from({ length: 250 }, (_, i): Entry => [keyOf(from + i), 'x']),
      );
    // At the same places in the records of both.
    const places = Array.from({ length: 30 }, (_, i) => keyOf(Math.floor(entries / 2) + i * 101));
    const put = (count: number) => (place: string) =>
      lists.put(
        list,
        Array.from({ length: count }, (_, i): Entry => [`${place}.${count}.${i}`, 'x']),
      );
    const actions = [
      (place: string) => lists.after(list, place, 100),
      (place: string) => lists.before(list, place, 100),
      put(1),
      put(250),
    ];
    const taken: number[] = [];
    for (const action of actions) {
      const before = await counted(operations);
      for (const place of places) await action(place);
      taken.push((await counted(operations)) - before);
    }
    return taken;
  };
  const few = await take('one level', 10_000);
  const many = await take('two levels', 200_000);
  assert.deepEqual([await levelsOf(records, 'one level'), await levelsOf(records, 'two levels')], [1, 2]);
  for (const [index, taken] of many.entries())
    assert.ok(taken <= at(few, index) * 1.2, `${many.join()} operations in place of ${few.join()}`);
  await close();
});
