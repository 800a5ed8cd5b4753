import assert from 'node:assert/strict';
import { type ModelStep, newOwnModel, nextDayMs, type OwnModel } from '@asg/domain';
import type { Stage } from '../contract/stage.ts';
import type { Suite } from '../contract/suite.ts';

function aModel({ nowMs }: Stage, customerId: string, change: Partial<OwnModel> = {}): OwnModel {
  const terms = {
    customerId,
    name: 'small',
    url: 'https://models.example.com/v1',
    model: 'small-1',
    sealedKey: 'sealed',
    scores: 'none',
    instructions: null,
    templates: [{ type: 'sentiment', options: null }],
    requestsPerDay: 5,
    concurrency: 2,
  } as const;
  return { ...newOwnModel({ ...terms }, { nowMs, fromMs: nowMs }), ...change };
}

function aStep({ revision, createdAtMs, walk }: OwnModel, change: Partial<ModelStep> = {}): ModelStep {
  const none = { kept: 0, late: 0, tokens: 0, unusable: [], note: null, failed: false } as const;
  return { revision, createdAtMs, walk, ...none, retryAfterMs: 0, idleMs: 0, nowMs: 0, ...change };
}

const all = { limit: 10, after: null } as const;

export const ownModelSuite: Suite = {
  'a model is added once under its name, listed for its customer alone, and removed': async (stage) => {
    const { ownModels } = stage.storage;
    const [mine, other] = [await stage.customer(), await stage.customer()];
    const model = aModel(stage, mine);
    assert.equal(await ownModels.add(model), true);
    assert.equal(await ownModels.add(aModel(stage, mine, { sealedKey: 'another' })), false);
    assert.equal(await ownModels.add(aModel(stage, mine, { name: 'large' })), true);
    assert.equal(await ownModels.add(aModel(stage, other)), true);
    const named = async (group: string) =>
      (await ownModels.ofCustomer({ ...all, group })).map(({ name }) => name);
    assert.deepEqual(await named(mine), ['large', 'small']);
    assert.deepEqual(await named(other), ['small']);
    assert.deepEqual(await ownModels.get(model), model);
    await ownModels.remove(model);
    await ownModels.remove(model);
    assert.equal(await ownModels.get(model), null);
    assert.deepEqual(await named(mine), ['large']);
    assert.deepEqual(await named(other), ['small']);
  },

  'the budget of a day is given out once, however often and by however many it is asked for': async (
    stage,
  ) => {
    const { ownModels } = stage.storage;
    const model = aModel(stage, await stage.customer());
    const { nowMs } = stage;
    await ownModels.add(model);
    const take = (id: string, count: number, atMs = nowMs) =>
      ownModels.take({ ...model, id, count, nowMs: atMs });
    assert.equal(await take('a', 2), 2);
    assert.equal(await take('a', 2), 2, 'repeated, it takes nothing');
    const granted = await Promise.all(['b', 'c', 'd', 'e'].map((id) => take(id, 1)));
    assert.equal(
      granted.reduce((sum, one) => sum + one, 0),
      3,
    );
    assert.equal((await ownModels.get(model))?.used, 5);
    assert.equal(await take('f', 3), 0);
    assert.equal(await take('g', 3, nextDayMs(nowMs)), 3);
    await ownModels.change({ ...model, change: { active: false }, nowMs });
    assert.equal(await take('h', 1, nextDayMs(nowMs)), 0, 'switched off, it has none');
    assert.equal(await ownModels.take({ ...model, name: 'none', id: 'i', count: 1, nowMs }), 0);
  },

  'what is due is listed by when, and a step counts from the state that it was made from': async (stage) => {
    const { ownModels } = stage.storage;
    const { nowMs } = stage;
    const customerId = await stage.customer();
    const [first, second] = [aModel(stage, customerId), aModel(stage, customerId, { name: 'second' })];
    for (const one of [first, second]) await ownModels.add(one);
    const due = async () => (await ownModels.due(all)).map(({ name }) => name);
    assert.deepEqual(await due(), ['second', 'small']);
    const walk = { bottom: 'tsk_0', at: 'tsk_5', next: 'tsk_1', read: 4 };
    const step = aStep(second, {
      walk,
      kept: 2,
      tokens: 40,
      unusable: ['tsk_9'],
      note: 'no JSON',
      idleMs: 9,
      nowMs,
    });
    await ownModels.step({ ...second, step });
    await ownModels.step({ ...second, step });
    assert.deepEqual(await due(), ['small', 'second']);
    const after = await ownModels.get(second);
    assert.deepEqual(
      [after?.walk, after?.kept, after?.tokens, after?.passedBy, after?.note, after?.dueAtMs],
      [walk, 2, 40, ['tsk_9'], 'no JSON', nowMs + 9],
    );
    await ownModels.step({ ...first, step: aStep(first, { createdAtMs: 1, kept: 7 }) });
    assert.deepEqual(await ownModels.get(first), first, 'of another model of that name');
    const off = await ownModels.change({ ...first, change: { active: false }, nowMs });
    assert.equal(off?.active, false);
    assert.deepEqual(await due(), ['second']);
    assert.equal(await ownModels.change({ customerId, name: 'none', change: {}, nowMs }), null);
  },
};
