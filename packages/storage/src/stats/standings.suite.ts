import assert from 'node:assert/strict';
import type { Suite } from '../contract/suite.ts';
import { standingPlace } from './standings.ts';

export const standingSuite: Suite = {
  'accounts are sorted by each figure that they have, as it is now, page by page both ways': async (
    stage,
  ) => {
    const { standings } = stage.storage;
    const put = (accountId: string, figures: Parameters<typeof standings.put>[0]['figures']) =>
      standings.put({ accountId, figures });
    await put('a', { labels: 9, held: 5 });
    await put('b', { labels: 10, held: 5 });
    await put('c', { labels: 2 });
    await put('d', { free: -3 });
    await put('e', { free: 4 });
    await stage.settle();
    const ids = (found: readonly { readonly accountId: string }[]) => found.map(({ accountId }) => accountId);
    const last = { limit: 10, before: null } as const;
    assert.deepEqual(ids(await standings.labels(last)), ['b', 'a', 'c']);
    assert.deepEqual(ids(await standings.held(last)), ['b', 'a']);
    assert.deepEqual(ids(await standings.free({ limit: 10, after: null })), ['d', 'e']);
    const [first] = await standings.labels({ limit: 1, before: null });
    assert.ok(first !== undefined);
    const before = standingPlace(first, 'labels');
    assert.deepEqual(ids(await standings.labels({ limit: 10, before })), ['a', 'c']);
    await put('c', { labels: 11 });
    await put('b', { held: 1 });
    await stage.settle();
    assert.deepEqual(ids(await standings.labels(last)), ['c', 'a']);
    assert.equal(standingPlace({ accountId: 'b', figures: {} }, 'labels'), null);
  },
};
