import assert from 'node:assert/strict';
import type { Suite } from '../contract/suite.ts';
import { sha256Hex } from '../sha256.ts';
import { forgottenPlace } from './forgotten.ts';

const given = (text: string) => ({
  sha256: sha256Hex(text),
  given: { contentType: 'text/plain', text, bytes: Buffer.byteLength(text) },
});
const all = { limit: 100, after: null } as const;

export const assetSuite: Suite = {
  'texts are held by customer: many at once, each once, and none of another': async ({ storage, ids }) => {
    const [ada, bob] = [ids.next('customer'), ids.next('customer')];
    const texts = ['first\nline', 'zwölf', 'ü'.repeat(30_000)].map(given);
    const hold = (customerId: string, nowMs: number) =>
      storage.assets.hold(texts.map((one) => ({ customerId, ...one, nowMs })));
    const made = await hold(ada, 1_000);
    assert.deepEqual(await hold(ada, 2_000), made, 'again changes nothing');
    for (const {
      sha256,
      given: { text, bytes },
    } of texts) {
      const found = await storage.assets.get({ customerId: ada, sha256 });
      assert.ok(found !== null);
      assert.deepEqual([found.text, found.bytes, found.createdAtMs], [text, bytes, 1_000]);
      assert.equal(await storage.assets.get({ customerId: bob, sha256 }), null);
    }
    const named = texts.map(({ sha256 }) => ({ customerId: bob, sha256, given: null, nowMs: 1_000 }));
    assert.deepEqual(await storage.assets.hold(named), [null, null, null]);
    assert.deepEqual(await storage.assets.hold([]), []);
  },

  'assets are listed by when they were last asked for, to the hour': async ({ storage, ids }) => {
    const customerId = ids.next('customer');
    const [one, two] = [given('one'), given('two')];
    const hold = (text: typeof one, nowMs: number) => storage.assets.hold([{ customerId, ...text, nowMs }]);
    await hold(one, 10_000_000);
    await hold(two, 10_000_001);
    const idle = async () => (await storage.assets.idle(all)).map(({ text }) => text);
    assert.deepEqual(await idle(), ['one', 'two']);
    await hold(one, 13_000_000);
    assert.deepEqual(await idle(), ['one', 'two'], 'within the hour it is not written again');
    await hold(one, 14_000_000);
    assert.deepEqual(await idle(), ['two', 'one']);
  },

  'who shows an asset is told until they are dropped': async ({ storage, ids }) => {
    const customerId = ids.next('customer');
    const [sha256, other] = [ids.hash(), ids.hash()];
    const use = (of: string) => ({ userId: ids.next('task'), customerId, sha256: of, sinceMs: 1 });
    const uses = [use(sha256), use(sha256), use(other)];
    for (let i = 0; i < 2; i++) await storage.assetUses.add(uses);
    const of = (asset: string) => storage.assetUses.of({ ...all, group: `${customerId} ${asset}` });
    assert.deepEqual(await of(sha256), uses.slice(0, 2));
    assert.deepEqual(await of(other), uses.slice(2));
    const dropped = uses.slice(0, 1).map(({ userId }) => userId);
    for (let i = 0; i < 2; i++) await storage.assetUses.drop(dropped);
    assert.deepEqual(await of(sha256), uses.slice(1, 2));
    await storage.assetUses.add(uses.slice(0, 1));
    assert.deepEqual(await of(sha256), uses.slice(0, 2), 'what was dropped can be there again');
  },

  'what is being deleted can be held by nobody, and is gone once it is removed': async ({ storage, ids }) => {
    const customerId = ids.next('customer');
    const one = { customerId, ...given('one') };
    await storage.assets.hold([{ ...one, nowMs: 5_000 }]);
    await storage.assets.remove(one);
    assert.ok((await storage.assets.get(one)) !== null, 'not begun, not removed');
    const begun = await storage.assets.beginRemoval({ ...one, nowMs: 6_000 });
    assert.equal(begun?.deletingAtMs, 6_000);
    assert.deepEqual(await storage.assets.beginRemoval({ ...one, nowMs: 7_000 }), begun);
    assert.deepEqual(await storage.assets.hold([{ ...one, nowMs: 6_000 }]), [null]);
    await storage.assets.keep({ ...one, nowMs: 8_000 });
    const [held] = await storage.assets.hold([{ ...one, given: null, nowMs: 8_000 }]);
    assert.deepEqual([held?.usedAtMs, held?.deletingAtMs], [8_000, undefined]);
    await storage.assets.beginRemoval({ ...one, nowMs: 9_000 });
    for (let i = 0; i < 2; i++) await storage.assets.remove(one);
    assert.equal(await storage.assets.get(one), null);
    const group = { ...all, group: customerId };
    assert.deepEqual(
      [await storage.assets.idle(all), await storage.assets.ofCustomer(group)],
      [[], []],
      'no list names it',
    );
    const [again] = await storage.assets.hold([{ ...one, nowMs: 10_000 }]);
    assert.deepEqual([again?.createdAtMs, (await storage.assets.ofCustomer(group)).length], [10_000, 1]);
  },

  'what was deleted is noted once for each time, and a note is dropped only as it was read': async ({
    storage: { forgotten },
    ids,
  }) => {
    const [one, two] = [ids.hash(), ids.hash()];
    for (let i = 0; i < 2; i++) await forgotten.note({ key: one, atMs: 1_000 });
    await forgotten.note({ key: two, atMs: 2_000 });
    const read = await forgotten.recent(all);
    assert.deepEqual(read, [
      { key: one, atMs: 1_000 },
      { key: two, atMs: 2_000 },
    ]);
    await forgotten.note({ key: one, atMs: 3_000 });
    await forgotten.note({ key: one, atMs: 2_500 });
    await forgotten.drop(read);
    assert.deepEqual(await forgotten.recent(all), [{ key: one, atMs: 3_000 }], 'it was deleted again since');
    const after = forgottenPlace({ key: one, atMs: 3_000 });
    assert.deepEqual(await forgotten.recent({ limit: 9, after }), []);
  },

  'what arrives is shown to nobody until its bytes are kept': async ({ storage, ids }) => {
    const customerId = ids.next('customer');
    const sha256 = ids.hash();
    const key = { customerId, sha256 };
    const given = { contentType: 'image/png', bytes: 5, arriving: true } as const;
    const [begun] = await storage.assets.hold([{ ...key, given, nowMs: 1_000 }]);
    assert.equal(begun?.arriving, true);
    const group = { ...all, group: customerId };
    const wanted = { ...key, given: null, nowMs: 2_000 };
    assert.deepEqual(await storage.assets.hold([wanted]), [null]);
    assert.deepEqual(await storage.assets.ofCustomer(group), []);
    assert.equal((await storage.assets.idle(all)).length, 1, 'one that never arrives ends as others do');
    assert.deepEqual(await storage.assets.hold([{ ...key, given, nowMs: 3_000 }]), [begun]);
    const { arriving: _, ...kept } = begun;
    for (let i = 0; i < 2; i++) assert.deepEqual(await storage.assets.arrived(key), kept);
    assert.deepEqual(await storage.assets.ofCustomer(group), [kept]);
    assert.deepEqual(await storage.assets.hold([wanted]), [kept]);
    await storage.assets.beginRemoval({ ...key, nowMs: 5_000 });
    assert.equal(await storage.assets.arrived(key), null);
    await storage.assets.remove(key);
    assert.equal(await storage.assets.arrived(key), null);
  },

  'what a customer’s assets take up is counted once for each change': async ({ storage, ids }) => {
    const customerId = ids.next('customer');
    const add = (name: string, bytes: number) =>
      storage.assetTotals.add({ customerId, name, bytes, count: Math.sign(bytes) });
    assert.deepEqual(await storage.assetTotals.get(customerId), { bytes: 0, count: 0 });
    for (let i = 0; i < 2; i++) await add('a', 100);
    await add('b', 50);
    await add('a gone', -100);
    assert.deepEqual(await storage.assetTotals.get(customerId), { bytes: 50, count: 1 });
  },
};
