import assert from 'node:assert/strict';
import { noTrailHash, type TrailDraft, type TrailStep, trailDraftMs, trailRecordOf } from '@asg/domain';
import type { Stage } from '../contract/stage.ts';
import type { Suite } from '../contract/suite.ts';
import { trailMoment, trailPlace } from './entries.ts';

const page = { limit: 10, after: null } as const;

function aDraft({ ids, nowMs }: Stage, change: Partial<TrailDraft> = {}): TrailDraft {
  return {
    id: ids.next('trailEntry'),
    atMs: nowMs,
    action: 'key.created',
    actor: { kind: 'key', keyId: 'key_1' },
    object: 'key_2',
    requestId: 'req_1',
    before: null,
    after: { scopes: ['read'] },
    personal: { network: '203.0.113.7' },
    salt: '00'.repeat(16),
    ...change,
  };
}

const done = (draft: TrailDraft): TrailStep => ({ step: 'enter', draft, outcome: 'done' });

export const trailSuite: Suite = {
  'a trail grows by what is done, each entry on the one before, and by nothing twice': async (stage) => {
    const { storage, ids, nowMs } = stage;
    const ownerId = ids.next('customer');
    const change = async (...steps: readonly TrailStep[]) => {
      const [head = null] = await storage.trailHeads.change([{ ownerId, nowMs, keptThrough: 0, steps }]);
      return head;
    };
    const [first, second, refused] = [aDraft(stage), aDraft(stage), aDraft(stage)];
    assert.equal(await change(), null);
    const begun = await change({ step: 'begin', draft: first }, { step: 'begin', draft: refused });
    assert.deepEqual(begun?.drafts, [first, refused]);
    assert.deepEqual(await storage.trailHeads.open({ ...page, after: null }), [begun]);
    assert.deepEqual(await storage.trailHeads.uncommitted(page), []);
    await change({ step: 'drop', id: refused.id });
    await change(done(first));
    // Sent again after a lost answer.
    await change({ step: 'begin', draft: first }, done(first));
    const head = await change(done(second));
    assert.ok(head);
    assert.equal(head.count, 2);
    assert.deepEqual(head.drafts, []);
    assert.deepEqual(await storage.trailHeads.get(ownerId), head);
    const [one, two] = head.tail.map((entry) => trailRecordOf(entry));
    assert.equal(one?.previous, noTrailHash);
    assert.equal(two?.previous, head.tail[0]?.hash);
    assert.equal(head.tail[1]?.hash, head.hash);
    const [trimmed] = await storage.trailHeads.change([{ ownerId, nowMs, keptThrough: 1, steps: [] }]);
    assert.deepEqual(trimmed?.tail, head.tail.slice(1));
  },

  'of changes at once each is one entry': async (stage) => {
    const { storage, ids, nowMs } = stage;
    const ownerId = ids.next('customer');
    const drafts = Array.from({ length: 8 }, () => aDraft(stage));
    await Promise.all(
      drafts.map((draft) =>
        storage.trailHeads.change([{ ownerId, nowMs, keptThrough: 0, steps: [done(draft)] }]),
      ),
    );
    const head = await storage.trailHeads.get(ownerId);
    assert.equal(head?.count, 8);
    assert.deepEqual(
      head.tail.map(({ number }) => number),
      [1, 2, 3, 4, 5, 6, 7, 8],
    );
  },

  'what was begun and never ended is entered once it is old, as not known': async (stage) => {
    const { storage, ids, nowMs } = stage;
    const ownerId = ids.next('customer');
    const draft = aDraft(stage);
    const at = (ms: number, ...steps: readonly TrailStep[]) =>
      storage.trailHeads.change([{ ownerId, nowMs: ms, keptThrough: 0, steps }]);
    await at(nowMs, { step: 'begin', draft });
    const [young] = await at(nowMs + trailDraftMs - 1);
    assert.equal(young?.count, 0);
    const [old] = await at(nowMs + trailDraftMs);
    assert.deepEqual(
      old?.tail.map((entry) => trailRecordOf(entry)?.outcome),
      ['unknown'],
    );
    assert.deepEqual(await storage.trailHeads.open(page), []);
    // It was done after all.
    const [late] = await at(nowMs + trailDraftMs + 1, done(draft));
    assert.deepEqual(
      late?.tail.map((entry) => trailRecordOf(entry)?.outcome),
      ['unknown', 'done'],
    );
  },

  'trails wait to be committed to until they are, and again when they grow': async (stage) => {
    const { storage, ids, nowMs } = stage;
    const [a, b] = [ids.next('customer'), ids.next('worker')];
    const grow = (ownerId: string, ms: number) =>
      storage.trailHeads.change([{ ownerId, nowMs: ms, keptThrough: 0, steps: [done(aDraft(stage))] }]);
    await grow(a, nowMs + 2);
    await grow(b, nowMs + 1);
    const waiting = async () =>
      (await storage.trailHeads.uncommitted(page)).map(({ ownerId, count }) => [ownerId, count]);
    assert.deepEqual(await waiting(), [
      [b, 1],
      [a, 1],
    ]);
    await grow(a, nowMs + 3);
    const commit = (ownerId: string, count: number) =>
      storage.trailHeads.commit([{ ownerId, count, nowMs: nowMs + 4 }]);
    await Promise.all([commit(a, 1), commit(b, 1), commit(ids.next('customer'), 1)]);
    assert.deepEqual(await waiting(), [[a, 2]]);
    await commit(a, 2);
    await commit(a, 1);
    assert.deepEqual(await waiting(), []);
    assert.deepEqual(
      (await storage.trailHeads.all(page)).map(({ ownerId }) => ownerId),
      [a, b].sort(),
    );
  },

  'entries are kept as they are, listed by trail and by moment, and forget people alone': async (stage) => {
    const { storage, ids, nowMs } = stage;
    const [a, b] = [ids.next('customer'), ids.next('worker')];
    const grow = async (ownerId: string, atMs: number) => {
      const draft = aDraft(stage, { atMs });
      const [head] = await storage.trailHeads.change([
        { ownerId, nowMs, keptThrough: 0, steps: [done(draft)] },
      ]);
      const entry = head?.tail.at(-1);
      assert.ok(entry);
      return entry;
    };
    const first = await grow(a, nowMs + 2);
    const other = await grow(b, nowMs + 1);
    const second = await grow(a, nowMs + 3);
    await storage.trailEntries.keep([first, other, second]);
    await storage.trailEntries.keep([{ ...first, text: 'rewritten' }]);
    assert.deepEqual(await storage.trailEntries.get(first), first);
    const before = { limit: 10, before: null };
    assert.deepEqual(await storage.trailEntries.ofOwner({ ...before, group: a }), [second, first]);
    assert.deepEqual(await storage.trailEntries.ofOwner({ limit: 10, after: trailPlace(1), group: a }), [
      second,
    ]);
    assert.deepEqual(await storage.trailEntries.all(before), [second, first, other]);
    assert.deepEqual(await storage.trailEntries.all({ limit: 1, before: trailMoment(second) }), [first]);
    await storage.trailEntries.erase([first]);
    await storage.trailEntries.erase([first, { ownerId: a, number: 9 }]);
    await storage.trailHeads.erase({ ownerId: a, numbers: [first.number] });
    assert.deepEqual(await storage.trailEntries.get(first), { ...first, personal: null });
    assert.deepEqual((await storage.trailHeads.get(a))?.tail, [{ ...first, personal: null }, second]);
  },
};
