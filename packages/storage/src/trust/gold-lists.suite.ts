import assert from 'node:assert/strict';
import { type GoldFilter, goldPlace } from '@asg/domain';
import { at } from '@asg/values/present';
import { accepted, type Stage } from '../contract/stage.ts';
import type { Suite } from '../contract/suite.ts';
import { addGold, claimTrust, meetGold } from '../contract/trust-stage.ts';

const other = 'b'.repeat(32);

async function idsIn(stage: Stage, owner: string, filter: Partial<GoldFilter> = {}, limit = 10) {
  const whole = { owner, state: 'active', use: null, template: null, sort: 'newest', ...filter } as const;
  const found = await stage.storage.gold.listed({ ...whole, limit, before: null });
  return found.map(({ gold }) => gold.goldId);
}

async function answers(stage: Stage, label: string, count: number): Promise<void> {
  for (let i = 0; i < count; i++) await meetGold(stage, stage.ids.next('worker'), label, 1);
}

export const goldListsSuite: Suite = {
  'a customer lists items by state, use and template, the newest or the most missed first': async (stage) => {
    const [ada, bob] = [await stage.customer(), await stage.customer()];
    await stage.open(ada);
    const nowMs = stage.nowMs;
    const [old] = await addGold(stage, 1, { owner: ada, createdAtMs: nowMs + 1, language: 'en' });
    const [next] = await addGold(stage, 1, { owner: ada, createdAtMs: nowMs + 3 });
    // Its id is made last, and it was added before the one above.
    const [elsewhere] = await addGold(stage, 1, { owner: ada, createdAtMs: nowMs + 2, template: other });
    const practice = { question: 'a'.repeat(32) };
    const [learnt] = await addGold(stage, 1, {
      owner: ada,
      createdAtMs: nowMs + 4,
      template: other,
      practice,
    });
    await addGold(stage, 2, { owner: bob });
    await addGold(stage, 2);
    const [a, b, c, d] = [old, next, elsewhere, learnt].map((one) => one!.goldId);
    assert.deepEqual(await idsIn(stage, ada), [d, b, c, a]);
    assert.deepEqual(await idsIn(stage, ada, { use: 'test' }), [b, c, a]);
    assert.deepEqual(await idsIn(stage, ada, { use: 'practice' }), [d]);
    assert.deepEqual(await idsIn(stage, ada, { template: other }), [d, c]);
    assert.deepEqual(await idsIn(stage, ada, { template: other, use: 'test' }), [c]);
    await answers(stage, 'dog', 2);
    await answers(stage, 'cat', 1);
    const [missed] = await stage.storage.gold.listed({
      ...{ owner: ada, state: 'active', use: 'test', template: null, sort: 'misses' },
      ...{ limit: 1, before: null },
    });
    assert.deepEqual([missed!.gold.goldId, missed!.right, missed!.missed], [b, 1, 2]);
    assert.deepEqual(missed!.figures, { wrong: { 1: 2 }, goodRight: 0, goodMissed: 0, practised: 0 });
    assert.deepEqual(await idsIn(stage, ada, { sort: 'misses', template: at([next], 0)!.template }), [b, a]);
    await stage.storage.gold.retire({ goldId: b!, nowMs });
    assert.deepEqual(await idsIn(stage, ada), [d, c, a]);
    assert.deepEqual(await idsIn(stage, ada, { state: 'retired', sort: 'misses' }), [b]);
    assert.deepEqual(await idsIn(stage, ada, { state: 'retired', use: 'practice' }), []);
  },

  'a list is read a page at a time, also where items share a number': async (stage) => {
    const ada = await stage.customer();
    await addGold(stage, 5, { owner: ada });
    const request = { owner: ada, state: 'active', use: null, template: null, sort: 'misses' } as const;
    const seen: string[] = [];
    for (let before: string | null = null; ; ) {
      const page: Awaited<ReturnType<typeof stage.storage.gold.listed>> = await stage.storage.gold.listed({
        ...request,
        limit: 2,
        before,
      });
      const last = page.at(-1);
      if (last === undefined) break;
      seen.push(...page.map(({ gold }) => gold.goldId));
      before = goldPlace('misses', last);
    }
    assert.deepEqual(seen, (await idsIn(stage, ada, { sort: 'misses' })).slice(0, 5));
    assert.equal(new Set(seen).size, 5);
  },

  'of answers those count apart whose workers are known to answer well': async (stage) => {
    const ada = await stage.customer();
    await stage.open(ada);
    const [good, unknown] = [stage.ids.next('worker'), stage.ids.next('worker')];
    await addGold(stage, 4);
    await meetGold(stage, good, 'cat', 4);
    const [item] = await addGold(stage, 1, { owner: ada });
    for (const [workerId, label] of [
      [good, 'dog'],
      [unknown, 'cat'],
    ] as const)
      await meetGold(stage, workerId, label, 1);
    const found = await stage.storage.gold.get(item!.goldId);
    assert.deepEqual([found!.right, found!.missed], [1, 1]);
    assert.deepEqual(found!.figures, { wrong: { 1: 1 }, goodRight: 0, goodMissed: 1, practised: 0 });
  },

  'an item goes from tests to practice, and back unless somebody was told its answer': async (stage) => {
    const ada = await stage.customer();
    await stage.open(ada);
    const [item] = await addGold(stage, 1, { owner: ada, reason: 'It purrs.' });
    const { goldId } = item!;
    const wanted = { question: 'c'.repeat(32) };
    const pool = `practice ${wanted.question}`;
    const { gold } = stage.storage;
    const practised = await gold.use({ goldId, wanted });
    assert.equal(practised.kind, 'changed');
    await stage.settle();
    assert.deepEqual(
      (await gold.ofPool({ pool, limit: 5 })).map((one) => one.practice),
      [{ ...wanted, explanation: 'It purrs.' }],
    );
    assert.deepEqual(await takes(stage), [undefined]);
    assert.deepEqual(await idsIn(stage, ada, { use: 'practice' }), [goldId]);
    assert.deepEqual(await idsIn(stage, ada, { use: 'test' }), []);
    assert.equal((await gold.use({ goldId, wanted: null })).kind, 'changed');
    await stage.settle();
    assert.deepEqual(await gold.ofPool({ pool, limit: 5 }), []);
    assert.deepEqual(await takes(stage), [goldId]);
    await gold.use({ goldId, wanted });
    for (const answerId of ['one', 'two', 'one']) await gold.practised({ goldId, option: 1, answerId });
    await stage.settle();
    const { figures, missed } = (await gold.get(goldId))!;
    assert.deepEqual([missed, figures.practised, figures.wrong], [2, 2, { 1: 2 }]);
    assert.deepEqual(await gold.use({ goldId, wanted: null }), { kind: 'told' });
    await gold.retire({ goldId, nowMs: stage.nowMs });
    assert.deepEqual(await gold.use({ goldId, wanted: { question: 'd'.repeat(32) } }), { kind: 'retired' });
    assert.deepEqual(await gold.use({ goldId: 'gld_none', wanted }), { kind: 'not_found' });
  },

  'who saw the task that an item was made of never meets it, under no account': async (stage) => {
    const ada = await stage.customer();
    await stage.open(ada, 2);
    const [saw, linked, stranger] = [0, 1, 2].map(() => stage.ids.next('worker'));
    const [made] = await addGold(stage, 1, { owner: ada, taskId: stage.ids.next('task'), seenBy: [saw!] });
    const [plain] = await addGold(stage, 1, { owner: ada });
    const meets = async (workerId: string, linkedIds: readonly string[]) => {
      const trust = claimTrust(stage, 'gold');
      return (await stage.claim(workerId, { count: 1, linkedIds, trust })).map(({ gold }) => gold?.goldId);
    };
    assert.deepEqual(await meets(saw!, []), [plain!.goldId]);
    assert.deepEqual(await meets(saw!, []), [undefined]);
    assert.deepEqual(await meets(linked!, [saw!]), [undefined]);
    assert.deepEqual(await meets(stranger!, []), [made!.goldId]);
  },

  'no number in a pool is given twice: who met the item that left it meets the next one': async (stage) => {
    const ada = await stage.customer();
    await stage.open(ada);
    const [first] = await addGold(stage, 1, { owner: ada });
    const workerId = stage.ids.next('worker');
    assert.deepEqual(await takes(stage, workerId), [first!.goldId]);
    await stage.storage.gold.use({ goldId: first!.goldId, wanted: { question: 'e'.repeat(32) } });
    await stage.settle();
    const [next] = await addGold(stage, 1, { owner: ada });
    await stage.open(ada);
    assert.deepEqual(await takes(stage, workerId), [next!.goldId]);
  },
};

async function takes(stage: Stage, workerId = stage.ids.next('worker')) {
  const [task] = await stage.claim(workerId, { count: 1, trust: claimTrust(stage, 'gold') });
  if (task?.gold !== undefined) accepted(await stage.label(task, workerId, 'cat'));
  return [task?.gold?.goldId];
}
