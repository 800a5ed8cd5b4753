import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { parseJson, storedMetadata } from '@asg/values';
import fc from 'fast-check';
import { houseCustomerId } from '../ids/ids.ts';
import { taskSorts, taskStates } from '../names.ts';
import { openTask, type Task, type TaskOrder } from '../task/task.ts';
import { listedValue, valuesMeant } from './metadata-value.ts';
import { anyTask, matchesTask, type TaskFilter } from './task-filter.ts';
import {
  addedPlaces,
  allPlaces,
  chosenList,
  listName,
  metadataPlaces,
  openedPlaces,
  placeOf,
  taskAt,
} from './task-lists.ts';

const sha256 = (data: Uint8Array): Uint8Array => createHash('sha256').update(data).digest();
const order: TaskOrder = {
  taskId: 'tsk_01JXT21Q000000000000000001',
  customerId: 'cust_01JXT21Q000000000000000002',
  batchId: null,
  jobId: 'job_01JXT21Q000000000000000003',
  type: 'sentiment',
  dataUrl: 'https://example.com/1.txt',
  labelSpec: { question: 'How?', options: ['good', 'bad', 'mixed'] },
  consensus: { policy: 'threshold', threshold: 3, earlyStop: false, maxLabels: 7 },
  language: null,
  priority: 5,
  metadata: { order: '4711', n: 1 },
  callbackUrl: null,
  createdAtMs: 1_750_000_000_000,
  expiresAtMs: null,
  salt: '00112233445566778899aabbccddeeff',
};

/** A life of a task: its states in order, from the first. */
const lives = fc.constantFrom<readonly Task['state'][]>(
  ['pending'],
  ['pending', 'in_progress'],
  ['pending', 'in_progress', 'verified'],
  ['pending', 'in_progress', 'verified', 'settled'],
  ['pending', 'in_progress', 'expired'],
  ['pending', 'cancelled'],
);
const decisions = fc.record({
  option: fc.nat(2),
  agreementCount: fc.constant(2),
  workerCount: fc.constant(3),
  confidence: fc.double({ min: 0, max: 1, noNaN: true }),
  decidedAtMs: fc.nat(2_000_000_000),
});
const keySets = fc.subarray(['order', 'n', 'missing']);

test('what each change adds comes up to where the task stands', () => {
  fc.assert(
    fc.property(lives, decisions, keySets, (states, decision, keys) => {
      const places = new Set(openedPlaces(order, keys, sha256).map(String));
      let task = openTask(order);
      for (const state of states) {
        const isDecided = state === 'verified' || state === 'settled';
        const after: Task = { ...task, state, ...(isDecided && { decision }) };
        for (const place of addedPlaces(task, after, keys, sha256)) places.add(String(place));
        task = after;
      }
      assert.deepEqual([...places].sort(), allPlaces(task, keys, sha256).map(String).sort());
    }),
  );
});

test('the list that is chosen has every task that the filter wants', () => {
  const filters = fc.record({
    status: fc.option(fc.constantFrom(...taskStates)),
    answer: fc.option(fc.constantFrom('good', 'bad')),
    jobId: fc.option(fc.constantFrom(order.jobId, 'job_01JXT21Q000000000000000009')),
    metadata: fc.subarray([
      { key: 'order', value: '"4711"' },
      { key: 'n', value: '1' },
    ]),
  });
  const sorts = fc.constantFrom(...taskSorts);
  fc.assert(
    fc.property(lives, decisions, keySets, filters, sorts, (states, decision, keys, wanted, sort) => {
      const state = states[states.length - 1] ?? 'pending';
      const isDecided = state === 'verified' || state === 'settled';
      const task: Task = { ...openTask(order), state, decision: isDecided ? decision : null };
      const filter: TaskFilter = { ...anyTask, ...wanted };
      const place = placeOf(sort, task);
      const scope = chosenList(filter, sort, keys);
      if (!matchesTask(task, filter, sha256) || place === null || scope === null) return;
      const name = listName(task.customerId, sort, scope, sha256);
      const found = allPlaces(task, keys, sha256).find(([list]) => list === name);
      assert.deepEqual(found, [name, place]);
      assert.equal(taskAt(place), task.taskId);
    }),
  );
});

test('places sort as what they are by', () => {
  const task = openTask(order);
  const placed = (sort: 'decided' | 'confidence', decision: Task['decision']): string =>
    placeOf(sort, { ...task, decision }) ?? '';
  fc.assert(
    fc.property(decisions, decisions, (a, b) => {
      if (a.decidedAtMs < b.decidedAtMs) assert.ok(placed('decided', a) < placed('decided', b));
      if (a.confidence + 1e-6 < b.confidence) assert.ok(placed('confidence', a) < placed('confidence', b));
    }),
  );
});

test('only what metadata put there is taken out when a task is erased', () => {
  const task = openTask(order);
  const own = metadataPlaces(task, ['order', 'n'], sha256).map(String);
  assert.equal(own.length, 2);
  const left = allPlaces(task, ['order', 'n'], sha256)
    .map(String)
    .filter((place) => !own.includes(place));
  assert.deepEqual(left, allPlaces(task, [], sha256).map(String));
});

test('gold, and what the house pays, is in no list', () => {
  const gold = { goldId: 'gld_1', option: 1 };
  for (const change of [{ gold }, { customerId: houseCustomerId }])
    assert.deepEqual(allPlaces({ ...openTask(order), ...change }, ['order'], sha256), []);
});

test('members of metadata are compared as they are written', () => {
  const parsed = parseJson('{"a":"1","b":1,"c":true,"d":null,"e":[1],"f":12345678901234567890}', 'metadata');
  assert.ok(parsed.ok);
  const metadata = storedMetadata(parsed.value as Record<string, unknown>);
  const values = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'toString'].map((key) => listedValue(metadata, key));
  assert.deepEqual(values, ['"1"', '1', 'true', null, null, '12345678901234567890', null, null]);
  assert.equal(listedValue(null, 'a'), null);
  assert.deepEqual(valuesMeant('4711'), ['"4711"', '4711']);
  assert.deepEqual(valuesMeant('04711'), ['"04711"']);
  assert.deepEqual(valuesMeant('true'), ['"true"', 'true']);
});
