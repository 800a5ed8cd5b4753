import assert from 'node:assert/strict';
import { givenAsOwn, ownPeopleOf, type PoolInvitation } from '@asg/domain';
import { accepted, leaseMs, type Stage } from '../contract/stage.ts';
import type { Suite } from '../contract/suite.ts';

const crowd = { ownUntilMs: null } as const;
const all = { limit: 100, after: null } as const;

function anInvitation({ ids, nowMs }: Stage, customerId: string, usesMax = 2): PoolInvitation {
  return {
    invitationId: ids.next('poolInvitation'),
    customerId,
    email: null,
    usesMax,
    usedBy: [],
    createdAtMs: nowMs,
    expiresAtMs: nowMs + 60_000,
    revokedAtMs: null,
  };
}

export const poolSuite: Suite = {
  'a link lets in as many as it is for, each once, until it is revoked or over': async (stage) => {
    const { storage, ids, nowMs } = stage;
    const customerId = await stage.customer();
    const { invitationId } = await storage.poolInvitations.make(anInvitation(stage, customerId));
    const use = (workerId: string, atMs = nowMs) =>
      storage.poolInvitations.use({ invitationId, workerId, nowMs: atMs });
    const [one, two, three] = [ids.next('worker'), ids.next('worker'), ids.next('worker')];
    const came = await Promise.all([use(one), use(two), use(three)]);
    assert.equal(came.filter((isIn) => isIn).length, 2);
    assert.deepEqual(
      await Promise.all([use(one), use(two), use(three)]),
      came,
      'repeated, it changes nothing',
    );
    const another = { ...anInvitation(stage, customerId, 1), expiresAtMs: nowMs + 1 };
    await storage.poolInvitations.make(another);
    const late = { invitationId: another.invitationId, workerId: one, nowMs: nowMs + 1 };
    assert.equal(await storage.poolInvitations.use(late), false);
    const revoke = { invitationId, customerId, nowMs };
    assert.equal(
      await storage.poolInvitations.revoke({ ...revoke, customerId: ids.next('customer') }),
      false,
    );
    assert.equal(await storage.poolInvitations.revoke(revoke), true);
    assert.equal(await use(one), false);
    const listed = await storage.poolInvitations.ofOrganisation({ ...all, group: customerId });
    assert.deepEqual(
      listed.map((one) => one.invitationId),
      [invitationId, another.invitationId],
    );
  },

  'a member is listed both ways, and whoever was removed does not come back by a link from before': async (
    stage,
  ) => {
    const { storage, ids, nowMs } = stage;
    const customerId = await stage.customer();
    const workerId = ids.next('worker');
    const invitation = anInvitation(stage, customerId);
    const join = { customerId, workerId, invitation, nowMs };
    const member = await storage.poolMembers.join(join);
    assert.deepEqual(member, { customerId, workerId, state: 'active', sinceMs: nowMs, endedAtMs: null });
    assert.deepEqual(await storage.poolMembers.join({ ...join, nowMs: nowMs + 5 }), member);
    assert.deepEqual(await storage.poolMembers.ofOrganisation({ ...all, group: customerId }), [member]);
    assert.deepEqual(await storage.poolMembers.ofWorker({ ...all, group: workerId }), [member]);
    const end = { customerId, workerId, state: 'removed', nowMs: nowMs + 9 } as const;
    assert.equal(await storage.poolMembers.end(end), true);
    assert.equal(await storage.poolMembers.end({ ...end, nowMs: nowMs + 10 }), true);
    assert.equal(await storage.poolMembers.end({ ...end, workerId: ids.next('worker') }), false);
    assert.deepEqual(await storage.poolMembers.ofOrganisation({ ...all, group: customerId }), []);
    const [former] = await storage.poolMembers.ofWorker({ ...all, group: workerId });
    assert.equal(former?.state, 'removed');
    assert.equal(await storage.poolMembers.join({ ...join, nowMs: nowMs + 20 }), null);
    const anew = { ...invitation, createdAtMs: nowMs + 10 };
    const back = await storage.poolMembers.join({ ...join, invitation: anew, nowMs: nowMs + 20 });
    assert.equal(back?.state, 'active');
  },

  'a task for own people goes to them alone, and who belongs to an organisation gets none of its public tasks':
    async (stage) => {
      const [mine, other] = [await stage.customer(), await stage.customer()];
      const [own, german] = await stage.open(mine, 2, { crowd });
      await stage.open(other, 1, { crowd });
      const [open] = await stage.open(mine);
      const [elsewhere] = await stage.open(other);
      await stage.open(mine, 1, { crowd, language: 'de' });
      await stage.open(mine, 1, { crowd, sensitive: true });
      const offered = async (change: Parameters<Stage['claim']>[1]) =>
        (await stage.claim(stage.ids.next('worker'), { count: 20, ...change })).map(({ taskId }) => taskId);
      assert.deepEqual(await offered({ pools: [mine] }), [own, german]);
      assert.deepEqual(await offered({ memberOf: [mine] }), [elsewhere]);
      assert.deepEqual(await offered({}), [open, elsewhere]);
      assert.deepEqual(await offered({ pools: [stage.ids.next('customer')] }), []);
      const both = await offered({ pools: [mine, other], languages: ['de'], sensitive: true });
      assert.equal(both.length, 5);
      const waiting = await stage.storage.work.waiting(100);
      assert.equal(waiting, 7);
    },

  'a place that the store was told of does not let anybody have a task that is not for them': async (
    stage,
  ) => {
    const customerId = await stage.customer();
    const [own] = await stage.open(customerId, 1, { crowd });
    const [open] = await stage.open(customerId);
    const { nowMs } = stage;
    const assign = () =>
      ({
        do: 'assign',
        workerId: stage.ids.next('worker'),
        nonce: stage.ids.nonce(),
        leaseMs,
        nowMs,
      }) as const;
    const reasonOf = async (taskId = '', as: { pools?: string[]; memberOf?: string[] } = {}) => {
      const outcome = await stage.change(taskId, { ...assign(), ...as });
      return outcome.kind === 'refused' ? outcome.reason : outcome.kind;
    };
    assert.equal(await reasonOf(own), 'other_crowd');
    assert.equal(await reasonOf(own, { pools: [stage.ids.next('customer')] }), 'other_crowd');
    assert.equal(await reasonOf(open, { pools: [customerId] }), 'other_crowd');
    assert.equal(await reasonOf(open, { memberOf: [customerId] }), 'own_customer');
  },

  'at its time a task of own people turns to the public, with the labels that it has and no more than its target':
    async (stage) => {
      const customerId = await stage.customer();
      const ownUntilMs = stage.nowMs + 1_000;
      const [taskId] = await stage.open(customerId, 1, { crowd: { ownUntilMs } });
      const [first, second] = [stage.ids.next('worker'), stage.ids.next('worker')];
      const [task] = await stage.claim(first, { pools: [customerId] });
      await stage.label(task!, first, 'cat');
      const [held] = await stage.claim(second, { pools: [customerId] });
      stage.nowMs += 999;
      assert.equal((await stage.storage.tasks.lapse({ nowMs: stage.nowMs, limit: 10 })).examined, 0);
      assert.deepEqual(await stage.claim(stage.ids.next('worker')), []);
      stage.nowMs += 1;
      await stage.storage.tasks.lapse({ nowMs: stage.nowMs, limit: 10 });
      await stage.settle();
      assert.equal((await stage.task(taskId!)).turnedAtMs, stage.nowMs);
      assert.deepEqual(await stage.claim(stage.ids.next('worker'), { pools: [customerId] }), []);
      assert.deepEqual(await stage.claim(stage.ids.next('worker'), { memberOf: [customerId] }), []);
      const last = stage.ids.next('worker');
      const [open] = await stage.claim(last);
      assert.equal(open?.taskId, taskId);
      assert.deepEqual(
        await stage.claim(stage.ids.next('worker')),
        [],
        'three were asked, and three have it',
      );
      accepted(await stage.label(held!, second, 'cat'));
      const decided = accepted(await stage.label(open!, last, 'cat'));
      assert.deepEqual(
        decided.labels.map(({ own = false }) => own),
        [true, true, false],
      );
      assert.equal(decided.state, 'verified');
      assert.equal((await stage.storage.tasks.lapse({ nowMs: stage.nowMs, limit: 10 })).examined, 0);
    },

  'what own people answer is known to their organisation, and to nobody else': async (stage) => {
    const customerId = await stage.customer();
    await stage.open(customerId, 1, { crowd });
    const workers = [stage.ids.next('worker'), stage.ids.next('worker'), stage.ids.next('worker')];
    for (const workerId of workers) {
      const [task] = await stage.claim(workerId, { pools: [customerId] });
      await stage.label(task!, workerId, 'cat');
    }
    await stage.settle();
    const { trust, models } = stage.storage;
    for (const workerId of workers) {
      const own = { customerId, own: true } as const;
      assert.equal((await trust.sums(workerId, own)).agreed, 1);
      assert.equal((await trust.sums(workerId, { ...own, template: givenAsOwn })).agreed, 1);
      for (const scope of [{}, { customerId }])
        assert.equal((await trust.sums(workerId, scope)).weightMicros, 0, 'nothing of it is public');
      assert.equal((await trust.signals(workerId)).recent, 0);
      const learnt = await models.ofWorker(workerId, { limit: 10, after: null });
      assert.deepEqual(
        learnt.map(({ key }) => key.split(' ')[0]),
        [ownPeopleOf(customerId)],
      );
    }
  },
};
