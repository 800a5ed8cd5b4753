import assert from 'node:assert/strict';
import { noLinks } from '@asg/domain';
import type { Stage } from '../contract/stage.ts';
import type { Suite } from '../contract/suite.ts';
import { markedMax } from './marks.ts';

const range = '8.8.8.0/24';

function accounts(stage: Stage): readonly [string, string] {
  return [stage.ids.next('worker'), stage.ids.next('worker')];
}

export const linkSuite: Suite = {
  'evidence of two accounts is kept with its first time, links by two kinds, and no more once it is dissolved':
    async (stage) => {
      const { links } = stage.storage;
      const [accountId, otherId] = accounts(stage);
      assert.deepEqual(await links.get(accountId), noLinks);
      await links.addEvidence({ accountId, otherId, evidence: { wallet: 5 } });
      assert.deepEqual(await links.linkedWith(accountId), []);
      const after = await links.addEvidence({ accountId, otherId, evidence: { wallet: 9, address: 7 } });
      assert.deepEqual(after.pairs, { [otherId]: { kinds: { wallet: 5, address: 7 } } });
      assert.deepEqual(await links.get(accountId), after);
      assert.deepEqual(await links.linkedWith(accountId), [otherId]);
      await links.dissolve({ accountId, otherId, nowMs: 8 });
      await links.addEvidence({ accountId, otherId, evidence: { device: 9 } });
      assert.deepEqual(await links.linkedWith(accountId), []);
      assert.equal((await links.get(accountId)).pairs[otherId]?.dissolvedAtMs, 8);
    },

  'an account is kept with where it was made and where it was seen': async (stage) => {
    const { links } = stage.storage;
    const [accountId] = accounts(stage);
    await links.seen({ accountId, range, atMs: 1, isNew: true });
    const seen = await links.seen({ accountId, range, atMs: 3, isNew: false });
    assert.deepEqual(seen, { ...noLinks, registered: { range, atMs: 1 }, ranges: [{ range, atMs: 3 }] });
  },

  'of a mark those are told that had it before, the first ones for ever': async (stage) => {
    const { marks } = stage.storage;
    const hash = stage.ids.nonce();
    const put = (accountId: string) => marks.put({ kind: 'device', hash, accountId });
    const [one, other] = accounts(stage);
    assert.deepEqual(await put(one), []);
    assert.deepEqual(await put(other), [one]);
    assert.deepEqual(await put(one), [other]);
    assert.deepEqual(await marks.put({ kind: 'wallet', hash, accountId: other }), []);
    for (let i = 0; i < markedMax; i++) await put(stage.ids.next('worker'));
    const others = await put(stage.ids.next('worker'));
    assert.equal(others.length, markedMax);
    assert.ok(others.includes(one));
  },

  'shared errors are added once for each task, and known by partner': async (stage) => {
    const { sharedErrors } = stage.storage;
    const [workerId, partnerId] = accounts(stage);
    const meetings = [{ workerId, partnerId, isSame: true }];
    for (let sent = 0; sent < 2; sent++) await sharedErrors.add({ workerId, eventId: 'tsk_1', meetings });
    await sharedErrors.add({ workerId, eventId: 'tsk_2', meetings });
    const known = await sharedErrors.with({ workerId, partnerId });
    assert.deepEqual([known?.same, known?.different], [2, 0]);
    assert.deepEqual(await sharedErrors.of(workerId), { [partnerId]: known });
    assert.equal(await sharedErrors.with({ workerId: partnerId, partnerId: workerId }), null);
  },

  'who answered an item before is told, the same if it is sent again': async (stage) => {
    const { goldAnswers } = stage.storage;
    const goldId = stage.ids.next('gold');
    const [one, other] = accounts(stage);
    const answer = (workerId: string, option: number) => goldAnswers.put({ goldId, workerId, option });
    assert.deepEqual(await answer(one, 2), []);
    assert.deepEqual(await answer(other, 1), [{ workerId: one, option: 2 }]);
    assert.deepEqual(await answer(other, 1), [{ workerId: one, option: 2 }]);
    assert.deepEqual(await answer(one, 2), []);
  },
};
