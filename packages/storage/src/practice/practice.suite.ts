import assert from 'node:assert/strict';
import { practicePool, type QuestionRecord, questionListedMs } from '@asg/domain';
import { leaseMs, type Stage } from '../contract/stage.ts';
import type { Suite } from '../contract/suite.ts';
import { addGold, claimTrust } from '../contract/trust-stage.ts';
import { questionPlace } from './questions.ts';

const [question, other] = ['a'.repeat(32), 'b'.repeat(32)];
const asking = (percent: number, of = question) => ({ qualification: { question: of, percent } });

function aQuestion(stage: Stage, change: Partial<QuestionRecord> = {}): QuestionRecord {
  return {
    question,
    customerId: stage.ids.next('customer'),
    type: 'image_classification',
    text: 'What is it?',
    options: ['cat', 'dog', 'bird'],
    language: null,
    askedAtMs: stage.nowMs,
    times: [],
    ...change,
  };
}

export const practiceSuite: Suite = {
  'tasks that ask for practice go to who did so well, and to nobody else': async (stage) => {
    const customerId = await stage.customer();
    const many = { policy: 'threshold', threshold: 10, earlyStop: false, maxLabels: 10 } as const;
    const [easy] = await stage.open(customerId, 1, { ...asking(60), consensus: many });
    const [hard] = await stage.open(customerId, 1, asking(90));
    const [elsewhere] = await stage.open(customerId, 1, asking(60, other));
    const [open] = await stage.open(customerId, 1, { consensus: many });
    await stage.open(customerId, 1, { ...asking(60), language: 'de' });
    const offered = async (change: Parameters<Stage['claim']>[1]) =>
      (await stage.claim(stage.ids.next('worker'), { count: 20, ...change })).map(({ taskId }) => taskId);
    assert.deepEqual(await offered({}), [open]);
    assert.deepEqual(await offered({ qualified: [{ question, percent: 59 }] }), [open]);
    assert.deepEqual(await offered({ qualified: [{ question, percent: 60 }] }), [easy, open]);
    assert.deepEqual(await offered({ qualified: [{ question, percent: 100 }] }), [easy, hard, open]);
    const both = [question, other].map((of) => ({ question: of, percent: 60 }));
    assert.deepEqual(await offered({ qualified: both }), [easy, elsewhere, open]);
    assert.equal(await stage.storage.work.waiting(100), 5);
  },

  'who chose a question gets its tasks alone, and gold that reads the same alone': async (stage) => {
    const customerId = await stage.customer();
    await stage.open(customerId);
    const asked = await stage.open(customerId, 2, asking(50));
    const qualified = [{ question, percent: 80 }];
    const workerId = stage.ids.next('worker');
    const only = { qualified, only: question, count: 5 };
    await addGold(stage, 1, { labelSpec: { question: 'Else?', options: ['cat', 'dog', 'bird'] } });
    const given = await stage.claim(workerId, { ...only, trust: claimTrust(stage, 'gold') });
    assert.deepEqual(new Set(given.map(({ taskId }) => taskId)), new Set(asked));
    assert.deepEqual(await stage.claim(workerId, only), []);
    assert.deepEqual(await stage.claim(stage.ids.next('worker'), { only: other, qualified, count: 5 }), []);
    const next = stage.ids.next('worker');
    const free = await stage.claim(next, { qualified, count: 1, trust: claimTrust(stage, 'gold') });
    assert.ok(free[0]?.gold !== undefined, 'other gold goes before what nobody chose');
  },

  'a place that the store was told of gives no task to who is not qualified': async (stage) => {
    const [taskId] = await stage.open(await stage.customer(), 1, asking(80));
    const assign = (qualified?: readonly { question: string; percent: number }[]) =>
      stage.change(taskId!, {
        do: 'assign',
        workerId: stage.ids.next('worker'),
        nonce: stage.ids.nonce(),
        leaseMs,
        nowMs: stage.nowMs,
        ...(qualified !== undefined && { qualified }),
      });
    for (const qualified of [
      undefined,
      [],
      [{ question, percent: 79 }],
      [{ question: other, percent: 99 }],
    ]) {
      const outcome = await assign(qualified);
      assert.equal(outcome.kind === 'refused' && outcome.reason, 'not_qualified');
    }
    assert.equal((await assign([{ question, percent: 80 }])).kind, 'applied');
  },

  'items of practice are in a pool of their own, and given out among no tasks': async (stage) => {
    await stage.open(await stage.customer());
    const items = await addGold(stage, 3, { practice: { question } });
    await addGold(stage, 1, { practice: { question: other, explanation: 'It barks.' } });
    const pool = practicePool(question);
    const ids = items.map(({ goldId }) => goldId).reverse();
    const found = await stage.storage.gold.ofPool({ pool, limit: 10 });
    assert.deepEqual(
      found.map(({ goldId }) => goldId),
      ids,
    );
    assert.deepEqual(
      (await stage.storage.gold.ofPool({ pool, limit: 2 })).map(({ goldId }) => goldId),
      ids.slice(0, 2),
    );
    await stage.storage.gold.retire({ goldId: ids[1]!, nowMs: stage.nowMs });
    await stage.settle();
    const left = await stage.storage.gold.ofPool({ pool, limit: 10 });
    assert.deepEqual(
      left.map(({ goldId }) => goldId),
      [ids[0], ids[2]],
    );
    const workerId = stage.ids.next('worker');
    const given = await stage.claim(workerId, { count: 3, trust: claimTrust(stage, 'gold') });
    assert.deepEqual(
      given.map(({ gold }) => gold),
      [undefined],
    );
    const alone = await stage.claim(stage.ids.next('worker'), {
      trust: claimTrust(stage, 'gold', { goldOnly: true }),
    });
    assert.deepEqual(alone, []);
  },

  'the first answer to each item counts, and a whole round is what a worker is known by': async (stage) => {
    const { practices } = stage.storage;
    const workerId = stage.ids.next('worker');
    const set = [stage.ids.next('gold'), stage.ids.next('gold')];
    const begin = {
      workerId,
      question,
      customerId: stage.ids.next('customer'),
      set,
      nowMs: stage.nowMs,
      randomness: 0,
    };
    assert.equal(await practices.begin({ ...begin, set: [] }), null);
    const begun = await practices.begin(begin);
    assert.deepEqual(begun?.items, set);
    assert.deepEqual(
      await practices.begin({ ...begin, randomness: 0.9 }),
      begun,
      'repeated, it changes nothing',
    );
    const answer = (goldId: string, option: number, isRight: boolean) =>
      practices.answer({ workerId, question, answer: { goldId, option, isRight, atMs: stage.nowMs } });
    await Promise.all([answer(set[0]!, 0, true), answer(set[0]!, 1, false), answer(set[0]!, 2, false)]);
    const first = (await practices.get({ workerId, question }))!.answers;
    assert.equal(first.length, 1);
    assert.equal(await answer(stage.ids.next('gold'), 0, true), null);
    assert.deepEqual(await practices.ended({ group: workerId, limit: 10, before: null }), []);
    const over = await answer(set[1]!, 0, true);
    assert.deepEqual(over?.best, { right: first[0]!.isRight ? 2 : 1, of: 2 });
    assert.deepEqual(await practices.ended({ group: workerId, limit: 10, before: null }), [over]);
    assert.deepEqual(await practices.ofWorker({ group: workerId, limit: 10, after: null }), [over]);
    await practices.remove({ workerId, question });
    assert.deepEqual(await practices.ofWorker({ group: workerId, limit: 10, after: null }), []);
  },

  'questions are listed by when they were asked, own people’s apart, and know what answers take': async (
    stage,
  ) => {
    const { questions } = stage.storage;
    const { nowMs } = stage;
    const one = aQuestion(stage);
    const own = aQuestion(stage, { question: 'c'.repeat(32), own: true });
    const late = aQuestion(stage, { question: other, askedAtMs: nowMs + 5 });
    for (const record of [one, own, late]) await questions.ask(record);
    const listed = (group: string) => questions.asked({ group, limit: 10, before: null });
    assert.deepEqual(await listed(''), [late, one]);
    assert.deepEqual(await listed(own.customerId), [own]);
    assert.deepEqual(await questions.asked({ group: '', limit: 10, before: questionPlace(late) }), [one]);
    assert.deepEqual(await questions.ask({ ...one, askedAtMs: nowMs + 9 }), one, 'exact to an hour');
    const again = await questions.ask({ ...one, askedAtMs: nowMs + questionListedMs, sensitive: true });
    assert.deepEqual(await listed(''), [again, late]);
    for (let i = 0; i < 3; i++) await questions.time({ question, time: { name: 'once', ms: 1_000 } });
    await questions.time({ question, time: { name: 'asleep', ms: 9_000_000 } });
    assert.deepEqual((await questions.get({ question }))?.times, [{ name: 'once', ms: 1_000 }]);
    await questions.time({ question: 'd'.repeat(32), time: { name: 'none', ms: 1 } });
    assert.equal(await questions.get({ question: 'd'.repeat(32) }), null);
  },
};
