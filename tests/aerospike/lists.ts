import assert from 'node:assert/strict';
import { test } from 'node:test';
import { eventAbout, noTrust } from '@asg/domain';
import { below, type SeededRandom, seededRandom } from '@asg/storage/faults';
import { entryText } from '../../packages/storage-aerospike/src/events/outbox-entry.ts';
import { EventStore, events, logOf } from '../../packages/storage-aerospike/src/events/store.ts';
import type { Entry } from '../../packages/storage-aerospike/src/records/lists.ts';
import type { RecordStore } from '../../packages/storage-aerospike/src/records/record-store.ts';
import { GoldStore } from '../../packages/storage-aerospike/src/trust/gold.ts';
import { golds } from '../../packages/storage-aerospike/src/trust/gold-kinds.ts';
import { DeliveryStore } from '../../packages/storage-aerospike/src/webhooks/deliveries.ts';
import { keyOf, levelsOf, recordStores } from './parts/record-stores.ts';

const processes = 3;
/** Of the product, and one by which a short list has a directory of many levels. */
const sizes = [
  { bucketMax: undefined, keysEach: 1_500 },
  { bucketMax: 4, keysEach: 500 },
];

const shuffled = <Item>(items: readonly Item[], random: SeededRandom): Item[] => {
  const left = [...items];
  return Array.from({ length: left.length }, () => left.splice(below(random, left.length), 1)[0]!);
};

async function pagesOf(
  records: RecordStore,
  list: string,
  direction: 'after' | 'before',
): Promise<readonly string[]> {
  const found: string[] = [];
  for (let edge: string | null = null; ; ) {
    const page: readonly Entry[] = await records.lists[direction](list, edge, 700);
    found.push(...page.map(([key]) => key));
    if (page.length < 700) return found;
    edge = page.at(-1)![0];
  }
}

for (const { bucketMax, keysEach } of sizes)
  test(`a list that many processes put into and take out of at once holds what is left, in order (${bucketMax ?? 'many'} in a record)`, async () => {
    const { all, close } = await recordStores(processes, bucketMax);
    for (const order of ['growing', 'random'] as const) {
      const list = `list ${order} ${bucketMax}`;
      const random = seededRandom(7);
      const numbers = all.map((_, own) => Array.from({ length: keysEach }, (__, i) => i * processes + own));
      await Promise.all(
        all.map(async (records, own) => {
          const mine = order === 'growing' ? numbers[own]! : shuffled(numbers[own]!, random);
          for (let at = 0; at < mine.length; at += 50) {
            const keys = mine.slice(at, at + 50).map(keyOf);
            await records.lists.put(
              list,
              keys.map((key) => [key, key]),
            );
            // The first third stays, the rest goes again, some of it twice.
            const gone = keys.filter((key) => Number(key) % 3 !== 0);
            await Promise.all([
              records.lists.remove(list, gone),
              records.lists.remove(list, gone.slice(0, 5)),
            ]);
          }
        }),
      );
      const left = numbers
        .flat()
        .filter((number) => number % 3 === 0)
        .map(keyOf)
        .sort();
      // Who splits beside others may have to leave it; who puts again, alone, changes nothing else.
      for (const key of left) await all[0]!.lists.put(list, [[key, key]]);
      const levels = await levelsOf(all[0]!, list);
      assert.ok(bucketMax === undefined ? levels === 1 : levels > 3, `${levels} levels`);
      for (const records of all) {
        assert.deepEqual(await pagesOf(records, list, 'after'), left);
        assert.deepEqual(await pagesOf(records, list, 'before'), left.toReversed());
        assert.equal(await records.lists.count(list, 100_000), left.length);
        assert.deepEqual(await records.lists.after(list, left[9]!, 2, left[11]!), [[left[10], left[10]]]);
      }
      await Promise.all(
        all.map((records, own) =>
          records.lists.remove(
            list,
            left.filter((_, i) => i % processes === own),
          ),
        ),
      );
      assert.deepEqual(await pagesOf(all[0]!, list, 'after'), []);
      await all[1]!.lists.put(list, [[keyOf(5), 'again']]);
      assert.deepEqual(await pagesOf(all[2]!, list, 'before'), [keyOf(5)]);
    }
    await close();
  });

test('a directory of one record that is full, as they were, is carried over by the next that splits', async () => {
  const { all, close } = await recordStores(2);
  const { cluster, lists } = all[0]!;
  const { maps, operations } = cluster.driver;
  const order = { order: maps.order.KEY_ORDERED };
  const list = 'list of before';
  // Long keys: a megabyte is full soon.
  const lowOf = (bucket: number): string => `${String(bucket).padStart(6, '0')}${'.'.repeat(200)}`;
  const buckets = 6_000;
  const idOf = (bucket: number): string => (bucket === 0 ? '' : `old.${bucket}`);
  const written = await cluster.writeMany(
    'list',
    Array.from({ length: buckets }, (_, i) => ({
      id: i === 0 ? list : `${list}\u0001${idOf(i)}`,
      operations: [
        maps.putItems('m', new Map([[lowOf(i), `${i}`]]), order),
        ...(i === 0 ? [] : [operations.write('lo', lowOf(i))]),
        ...(i === buckets - 1
          ? []
          : [operations.write('hi', lowOf(i + 1)), operations.write('nx', idOf(i + 1))]),
      ],
      options: { must: 'create' as const },
    })),
  );
  assert.ok(written.every(({ kind }) => kind === 'written'));
  let noted = 1;
  for (; ; noted += 100) {
    const items = Array.from({ length: 100 }, (_, i): readonly [string, string] => [
      lowOf(noted + i),
      idOf(noted + i),
    ]);
    try {
      await cluster.write('list', `${list}\u0002`, [maps.putItems('d', new Map(items), order)], {
        must: 'either',
      });
    } catch (error) {
      assert.match(String(error), /Aerospike 13/, 'it is full');
      break;
    }
  }
  assert.ok(noted < buckets - 100, `some are not in it: ${noted}`);
  const more = Array.from({ length: 700 }, (_, i) => `${lowOf(buckets - 1)}${String(i).padStart(3, '0')}`);
  await lists.put(
    list,
    more.map((key) => [key, 'new']),
  );
  assert.equal(await levelsOf(all[0]!, list), 2);
  const keys = [...Array.from({ length: buckets }, (_, i) => lowOf(i)), ...more];
  for (const records of all) {
    assert.deepEqual(await pagesOf(records, list, 'after'), keys);
    assert.deepEqual(await pagesOf(records, list, 'before'), keys.toReversed());
  }
  await close();
});

test('nothing appears in a log behind what was read, whoever adds to it and whatever is taken out', async () => {
  const { all, close } = await recordStores(processes);
  const added: string[] = [];
  const read: string[] = [];
  let isAdding = true;
  const reading = async (): Promise<void> => {
    let edge: string | null = null;
    for (;;) {
      const last = !isAdding;
      const page = await all[0]!.lists.after('log', edge, 64);
      read.push(...page.map(([, value]) => value));
      edge = page.at(-1)?.[0] ?? edge;
      await all[1]!.lists.remove(
        'log',
        page.map(([key]) => key),
      );
      if (page.length === 0 && last) return;
    }
  };
  const adding = all.map(async (records, own) => {
    for (let i = 0; i < 400; i++) {
      const values = [`${own} ${i} a`, `${own} ${i} b`];
      await records.lists.append('log', values);
      added.push(...values);
    }
  });
  const done = Promise.all(adding).then(() => {
    isAdding = false;
  });
  await Promise.all([done, reading()]);
  assert.deepEqual(read.toSorted(), added.toSorted());
  for (const own of all.keys()) {
    const mine = read.filter((value) => value.startsWith(`${own} `));
    assert.deepEqual(
      mine,
      added.filter((value) => value.startsWith(`${own} `)),
      'in the order of adding',
    );
  }
  await close();
});

test('gold that was stored before its customer had lists of it gets its places, a stretch at a time', async () => {
  const { all, close } = await recordStores(1);
  const records = all[0]!;
  const gold = new GoldStore(records, { sums: async () => noTrust });
  const ids = ['gld_1', 'gld_2', 'gld_3'];
  for (const goldId of ids) {
    const item = {
      goldId,
      type: 'sentiment',
      dataUrl: 'https://example.com/1',
      owner: 'cust_1',
      jobId: null,
      labelSpec: { question: 'Mood?', options: ['good', 'bad'] },
      answer: 0,
      language: null,
      template: 'a'.repeat(32),
      createdAtMs: 1,
    } as const;
    const before = { ...golds, places: () => [['golds', goldId] as const] };
    await records.documents.create(before, goldId, { gold: item, retiredAtMs: null, at: null }, []);
    await records.sums.add(`gold|${goldId}`, 'answers', { right: 1, missed: Number(goldId.slice(4)) });
  }
  const wanted = { owner: 'cust_1', state: 'active', use: null, template: null, sort: 'misses' } as const;
  const listed = async () =>
    (await gold.listed({ ...wanted, limit: 10, before: null })).map(({ gold: { goldId } }) => goldId);
  assert.deepEqual(await listed(), []);
  assert.equal(await gold.fillLists({ before: null, limit: 2 }), 'gld_2');
  assert.deepEqual(await listed(), ['gld_3', 'gld_2']);
  assert.equal(await gold.fillLists({ before: 'gld_2', limit: 2 }), null);
  assert.equal(await gold.fillLists({ before: null, limit: 3 }), 'gld_1');
  assert.deepEqual(await listed(), ids.toReversed());
  await close();
});

const anEvent = (eventId: string, atMs: number) =>
  eventAbout({ eventId, customerId: 'cust_1', atMs }, 'task.verified', `tsk_${atMs}`);

const waitingIn = async (store: EventStore) => (await store.undispatched(10)).map(({ event }) => event);

test('events that the outbox named alone, as it once did, are told and dispatched in their order', async () => {
  const { all, close } = await recordStores(1);
  const records = all[0]!;
  const store = new EventStore(records, new DeliveryStore(records));
  const known = [anEvent('evt_2', 2), anEvent('evt_1', 1)];
  for (const event of known) {
    await records.documents.create(events, event.eventId, { event, at: null, dispatched: false });
    await records.lists.append(logOf('cust_1'), [event.eventId]);
  }
  const [second, first] = known;
  assert.deepEqual(await waitingIn(store), [first, second]);
  await store.dispatch([{ eventId: 'evt_1', deliveries: [] }]);
  assert.deepEqual(await waitingIn(store), [second]);
  await store.dispatch([{ eventId: 'evt_2', deliveries: [] }]);
  assert.deepEqual(await waitingIn(store), []);
  assert.deepEqual(await store.after('cust_1', { after: null, limit: 10 }), known);
  assert.deepEqual(await store.after('cust_1', { after: 'evt_2', limit: 10 }), [first]);
  await close();
});

test('an event whose recording ended in the middle is where a reader met it first, once', async () => {
  const { all, close } = await recordStores(1);
  const records = all[0]!;
  const store = new EventStore(records, new DeliveryStore(records));
  const [begun, later] = [anEvent('evt_3', 3), anEvent('evt_4', 4)];
  const log = logOf('cust_2');
  const own = (event: typeof begun) => ({ ...event, customerId: 'cust_2' });
  await records.lists.append(log, [entryText(own(begun)), entryText(own(later))]);
  const read = () => store.after('cust_2', { after: null, limit: 10 });
  assert.deepEqual(await read(), [own(begun), own(later)]);
  await records.effects.carryOut([{ name: 'again', effects: [['do', 'event', own(begun)]] }]);
  assert.deepEqual(await read(), [own(begun), own(later)]);
  assert.equal(await records.lists.count(log, 10), 2, 'its second entry is taken out');
  assert.deepEqual(await store.after('cust_2', { after: 'evt_3', limit: 10 }), [own(later)]);
  assert.deepEqual(await waitingIn(store), [own(begun)]);
  await close();
});
