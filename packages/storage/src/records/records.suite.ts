import assert from 'node:assert/strict';
import { test } from 'node:test';
import { list, type NounStore, read, write, writeMany } from './noun.ts';

interface Note {
  readonly owner: string;
  readonly text: string;
  readonly isOpen: boolean;
}
interface PutNote extends Note {
  readonly id: string;
}

/** A noun of the suite's own, with all that a noun may have. */
const notes = {
  name: 'tst',
  reads: {
    get: read(
      (id: string) => id,
      (found: Note | null) => found,
    ),
    length: read(
      (id: string) => id,
      (found: Note | null) => found?.text.length ?? 0,
    ),
  },
  lists: {
    open: list({
      name: 'tests open',
      place: ({ isOpen, owner }: Note, id) => (isOpen ? { group: owner, place: id } : null),
      view: ({ text }) => text,
    }),
  },
  writes: {
    put: write(
      ({ id }: PutNote) => id,
      (found: Note | null, { owner, text, isOpen }) => ({
        after: found === null ? { owner, text, isOpen } : undefined,
        result: found === null ? 'put' : 'known',
      }),
    ),
    close: write(
      (id: string) => id,
      (found: Note | null) => ({
        after: found === null ? undefined : { ...found, isOpen: false },
        result: null,
      }),
    ),
    remove: writeMany(
      write(
        (id: string) => id,
        (found: Note | null) => ({ after: found === null ? undefined : null, result: found?.text ?? null }),
      ),
    ),
    give: write(
      ({ id }: { readonly id: string; readonly owner: string }) => id,
      (found: Note | null, { owner }) => ({
        after: found === null ? undefined : { ...found, owner },
        result: found !== null,
      }),
    ),
  },
} as const;
export const recordSuiteNouns = { notes };

/** Defines the tests of what an engine makes of a noun's definition. `open`: the noun's store, empty. */
export function recordSuite(
  name: string,
  open: () => Promise<{ readonly notes: NounStore<typeof notes> }>,
): void {
  const page = { limit: 10, after: null } as const;

  test(`${name}: a record is put if it is absent, and read by its key`, async () => {
    const store = (await open()).notes;
    assert.equal(await store.get('n1'), null);
    assert.equal(await store.length('n1'), 0);
    const note = { owner: 'a', text: 'one', isOpen: true };
    assert.equal(await store.put({ id: 'n1', ...note }), 'put');
    assert.equal(await store.put({ id: 'n1', ...note, text: 'another' }), 'known');
    assert.deepEqual(await store.get('n1'), note);
    assert.equal(await store.length('n1'), 3);
    assert.equal(await store.give({ id: 'n2', owner: 'b' }), false);
  });

  test(`${name}: a list has those that stand in it now, by place, page by page both ways`, async () => {
    const store = (await open()).notes;
    for (const n of [3, 1, 4, 2, 5])
      await store.put({ id: `n${n}`, owner: n === 4 ? 'b' : 'a', text: `t${n}`, isOpen: true });
    const ofA = { ...page, group: 'a' };
    assert.deepEqual(await store.open(ofA), ['t1', 't2', 't3', 't5']);
    assert.deepEqual(await store.open({ ...ofA, limit: 2 }), ['t1', 't2']);
    assert.deepEqual(await store.open({ ...ofA, after: 'n2' }), ['t3', 't5']);
    assert.deepEqual(await store.open({ group: 'a', limit: 2, before: null }), ['t5', 't3']);
    assert.deepEqual(await store.open({ group: 'a', limit: 9, before: 'n3' }), ['t2', 't1']);
    await store.close('n2');
    await store.give({ id: 'n3', owner: 'b' });
    assert.deepEqual(await store.open(ofA), ['t1', 't5']);
    assert.deepEqual(await store.open({ ...page, group: 'b' }), ['t3', 't4']);
    assert.deepEqual(await store.open(page), [], 'a list with groups has none without');
  });

  test(`${name}: what is removed is in no list, and can be put again`, async () => {
    const store = (await open()).notes;
    const note = { owner: 'a', isOpen: true };
    for (const id of ['n1', 'n2', 'n3']) await store.put({ id, ...note, text: id });
    assert.deepEqual(await store.remove(['n1', 'n3', 'n4']), ['n1', 'n3', null], 'in order');
    assert.deepEqual(await store.remove([]), []);
    assert.deepEqual([await store.get('n1'), await store.length('n3')], [null, 0]);
    assert.deepEqual(await store.open({ ...page, group: 'a' }), ['n2']);
    assert.equal(await store.put({ id: 'n1', ...note, text: 'again' }), 'put');
    assert.deepEqual(await store.open({ ...page, group: 'a' }), ['again', 'n2']);
  });

  test(`${name}: of many who put one key at once, one has put it`, async () => {
    const store = (await open()).notes;
    const asked = ['a', 'b', 'c', 'd'].map((owner) =>
      store.put({ id: 'n1', owner, text: owner, isOpen: true }),
    );
    const outcomes = await Promise.all(asked);
    assert.deepEqual(outcomes.toSorted(), ['known', 'known', 'known', 'put']);
    const found = await store.get('n1');
    assert.ok(found !== null);
    assert.deepEqual(await store.open({ ...page, group: found.owner }), [found.text]);
  });
}
