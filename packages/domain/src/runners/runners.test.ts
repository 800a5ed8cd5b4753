import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { modelQuestion, predictionOf } from '../answers/asked.ts';
import { keptLabelSpec } from '../answers/submitted.ts';
import { modelScores } from '../names.ts';
import { chatBody, readAnswer } from './chat.ts';
import {
  begunWalk,
  changedModel,
  endedWalk,
  newOwnModel,
  ownModelState,
  requestsToday,
  takenOfBudget,
  taskIdsFrom,
} from './own-model.ts';

const options = ['good', 'bad', '__proto__', 'toString'];
const scoresKinds = fc.constantFrom(...modelScores);
const model = newOwnModel(
  {
    customerId: 'cust_1',
    name: 'small',
    url: 'https://example.com/v1',
    model: 'small-1',
    sealedKey: null,
    scores: 'none',
    instructions: null,
    templates: [{ type: 'sentiment', options: null }],
    requestsPerDay: 7,
    concurrency: 1,
  },
  { nowMs: 1_000_000, fromMs: 900_000 },
);

test('whatever an endpoint answers, what is read is a label among the options, scores of them, or a reason', () => {
  const contents = fc.oneof(
    fc.string(),
    fc.json(),
    fc
      .record({ label: fc.oneof(fc.constantFrom(...options), fc.string()) })
      .map((value) => JSON.stringify(value)),
    fc.constantFrom(
      '{"scores":{"__proto__":1}}',
      '{"scores":{"good":1e400}}',
      '```json\n{"label":"bad"}\n```',
    ),
  );
  const bodies = fc.oneof(
    fc.string(),
    fc.json(),
    fc
      .tuple(contents, fc.jsonValue(), fc.jsonValue())
      .map(([content, logprobs, usage]) =>
        JSON.stringify({ choices: [{ message: { content }, logprobs }], usage }),
      ),
  );
  fc.assert(
    fc.property(bodies, scoresKinds, (body, scores) => {
      const read = readAnswer(body, { options }, scores);
      assert.ok(Number.isInteger(read.tokens) && read.tokens >= 0);
      if (!read.ok) return assert.ok(read.reason.length > 0);
      const { label, scores: given } = read.answer;
      if (given === undefined) return assert.ok(label !== undefined && options.includes(label));
      assert.deepEqual(Object.keys(given).toSorted(), options.toSorted());
      const numbers = Object.values(given);
      assert.ok(numbers.every((score) => score >= 0 && score <= 1e9) && numbers.some((score) => score > 0));
    }),
  );
});

test('of several options whatever is read is some of them, once each, or scores from 0 to 1', () => {
  const labels = fc.array(fc.oneof(fc.constantFrom(...options), fc.string()), { maxLength: 5 });
  const scored = fc.dictionary(fc.constantFrom(...options), fc.double({ min: -1, max: 2 }));
  fc.assert(
    fc.property(
      fc.oneof(
        labels.map((given) => ({ labels: given })),
        scored.map((scores) => ({ scores })),
        fc.jsonValue(),
      ),
      scoresKinds,
      (said, scores) => {
        const body = JSON.stringify({ choices: [{ message: { content: JSON.stringify(said) } }] });
        const read = readAnswer(body, { options, areSeveral: true }, scores);
        if (!read.ok) return assert.ok(read.reason.length > 0);
        const { labels: found = [], scores: given = {} } = read.answer;
        assert.ok(found.every((one) => options.includes(one)) && new Set(found).size === found.length);
        assert.ok(Object.values(given).every((score) => score >= 0 && score <= 1));
      },
    ),
  );
});

test('a model is told places of items and never their ids, and its answer is of the item in that place', () => {
  const items = ['zeta-model', 'alpha-model'].map((id) => ({ id, data: { text: 'x' } }));
  const labelSpec = keptLabelSpec({ type: 'comparison', label_spec: { question: 'Better?' }, items });
  const asked = modelQuestion({ labelSpec });
  const shown = ['Item 1:', 'Item 2:'].map((name) => ({ kind: 'text', name, text: 'x' }) as const);
  const body = JSON.stringify(chatBody({ model: 'm', scores: 'none', instructions: null }, asked, shown));
  assert.ok(!body.includes('-model') && body.includes('"enum":["1","2","tie"]'));
  assert.deepEqual(predictionOf({ labelSpec }, { label: '2' }), { value: { item: 'zeta-model' } });
  assert.deepEqual(predictionOf({ labelSpec }, { label: 'tie' }), { value: { tie: true } });
  assert.deepEqual(predictionOf({ labelSpec }, { scores: { 1: 3, tie: 1 } }), {
    scores: { 'alpha-model': 3, 'zeta-model': 0, tie: 1 },
  });
});

test('what a model says is the option with the highest score, however unlikely it found it', () => {
  fc.assert(
    fc.property(fc.double({ min: -30, max: 0, noNaN: true }), (log) => {
      const content = '{"label":"bad"}';
      const body = JSON.stringify({
        choices: [{ message: { content }, logprobs: { content: [{ token: content, logprob: log }] } }],
      });
      const read = readAnswer(body, { options }, 'logprobs');
      assert.ok(read.ok && read.answer.scores !== undefined);
      const { bad = 0, ...others } = read.answer.scores;
      assert.ok(Object.values(others).every((score) => score < bad));
    }),
  );
});

test('an item is never in the message of the system', () => {
  fc.assert(
    fc.property(fc.string({ minLength: 1 }), scoresKinds, (text, scores) => {
      const item = `item: ${text}`;
      const terms = { model: 'm', scores, instructions: 'Of a bookshop.' };
      const { messages } = chatBody(terms, { question: 'Mood?', options }, [{ kind: 'text', text: item }]);
      assert.ok(!JSON.stringify(messages[0]).includes(JSON.stringify(item).slice(1, -1)));
      assert.deepEqual(messages[1]?.content[1], { type: 'text', text: item });
    }),
  );
});

test('no order of takings, repeated or not, gives out more than the budget of a day', () => {
  const takings = fc.array(
    fc.record({
      id: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g'),
      count: fc.integer({ min: 1, max: 5 }),
      hours: fc.nat(30),
    }),
    { maxLength: 40 },
  );
  fc.assert(
    fc.property(takings, (given) => {
      let [now, nowMs] = [model, 1_000_000];
      const byDay = new Map<string, number>();
      for (const { id, count, hours } of given) {
        nowMs += hours * 3_600_000;
        const isRepeated = now.taken.some((one) => one.id === id);
        const { model: after, granted } = takenOfBudget(now, { id, count, nowMs });
        if (isRepeated) assert.equal(after, now);
        else byDay.set(after.day, (byDay.get(after.day) ?? 0) + granted);
        now = after;
        assert.ok(requestsToday(now, nowMs) <= 7);
      }
      assert.ok([...byDay.values()].every((count) => count <= 7));
    }),
  );
});

test('a walk ends no lower than it began, and no higher than what may still appear', () => {
  const begun = begunWalk(model.walk, 1_000_000, null);
  assert.equal(begun.next, taskIdsFrom(940_000));
  assert.equal(begunWalk(begun, 2_000_000, null), begun, 'one that is under way stays');
  assert.equal(endedWalk(begun).bottom, begun.next);
  assert.equal(endedWalk(begunWalk(model.walk, 1_000_000, 100_000)).bottom, model.walk.bottom);
});

test('what is changed is due at once, and switching off is no failure', () => {
  const failing = { ...model, failures: 3, note: 'the endpoint answered 503', dueAtMs: 9_000_000 };
  assert.equal(ownModelState(failing, 1_000_000), 'waiting');
  const mended = changedModel(failing, { url: 'https://example.com/v2' }, 1_000_001);
  assert.deepEqual([mended.failures, mended.note, mended.dueAtMs], [0, null, 1_000_001]);
  const off = changedModel(mended, { active: false }, 1_000_002);
  assert.equal(ownModelState(off, 1_000_002), 'switched_off');
  assert.equal(ownModelState({ ...model, day: '1970-01-01', used: 7 }, 1_000_000), 'budget_used');
});
