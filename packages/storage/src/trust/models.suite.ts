import assert from 'node:assert/strict';
import {
  agreementTemplatesMax,
  customerRow,
  firstLabels,
  isReplayed,
  modelKeysOf,
  type TaskOrder,
  trained,
  trainingExampleOf,
  unknownWorker,
} from '@asg/domain';
import { fundedCustomer, usualCover } from '../contract/money.ts';
import { accepted, leaseMs, type Stage } from '../contract/stage.ts';
import type { Suite } from '../contract/suite.ts';
import { templateOf } from '../contract/template-of.ts';
import { addGold, claimTrust, meetGold } from '../contract/trust-stage.ts';

const adaptive = {
  policy: 'adaptive',
  targetConfidence: 0.95,
  minLabels: 2,
  maxLabels: 4,
  threshold: 3,
  full: false,
} as const;
/** The month and the day of `startMs`. */
const month = '2025-06';
const today = { from: '2025-06-15', to: '2025-06-15' };

async function adaptiveTask(stage: Stage, change: Partial<TaskOrder> = {}): Promise<string> {
  const [taskId] = await stage.open(await stage.customer(), 1, { consensus: adaptive, ...change });
  return taskId!;
}

export const modelSuite: Suite = {
  'a label of the adaptive policy without its likelihood changes nothing; with it, both are stored': async (
    stage,
  ) => {
    const taskId = await adaptiveTask(stage);
    const workerId = stage.ids.next('worker');
    const [task] = await stage.claim(workerId);
    const bare = await stage.change(taskId, stage.labelCommand(task!, workerId, 'cat'));
    assert.ok(bare.kind === 'refused' && bare.reason === 'likelihood_wanted');
    assert.deepEqual(await stage.task(taskId), task);
    await stage.label(task!, workerId, 'cat');
    const again = await stage.change(taskId, stage.labelCommand(task!, workerId, 'cat'));
    assert.equal(again.kind, 'repeated', 'an accepted label needs no likelihood any more');
    const stored = await stage.task(taskId);
    assert.equal(stored.labels[0]!.column?.length, 3);
    assert.equal(stored.targetLabels, 2);
  },

  'the label that completes a task of the adaptive policy decides it, and the record alone shows why': async (
    stage,
  ) => {
    const taskId = await adaptiveTask(stage);
    await stage.labels(taskId, 'cat', 'dog', 'cat', 'cat');
    const task = await stage.task(taskId);
    assert.equal(task.state, 'verified');
    const { ground, ...decision } = task.decision!;
    assert.deepEqual([decision.option, decision.agreementCount, decision.workerCount], [0, 3, 4]);
    assert.equal(ground!.prior.length, 3);
    assert.ok(isReplayed(task));
    assert.ok(!isReplayed({ ...task, labels: task.labels.map((label) => ({ ...label, option: 1 })) }));
  },

  'a task that checks the calibration gets all its labels, however sure the first': async (stage) => {
    const taskId = await adaptiveTask(stage, { consensus: { ...adaptive, full: true } });
    await stage.labels(taskId, 'cat', 'cat', 'cat');
    assert.equal((await stage.task(taskId)).state, 'in_progress');
    await stage.labels(taskId, 'cat');
    const { decision } = await stage.task(taskId);
    assert.equal(decision!.ground!.full, true);
  },

  'a closed task trains the models of its template and workers once, whatever the order of its options':
    async (stage) => {
      const customerId = await stage.customer();
      const [first] = await stage.open(customerId);
      const workers = await stage.labels(first!, 'cat', 'cat', 'dog');
      const task = await stage.task(first!);
      const template = customerRow(customerId, templateOf(task));
      const training = trainingExampleOf({ ...task, state: 'in_progress' }, task)!;
      const nothing = { model: null, workers: workers.map(() => unknownWorker) };
      const expected = trained(training, { shared: nothing, own: nothing, run: null }, 'own');
      const learnt = async () => ({
        model: await stage.storage.models.template(template),
        workers: await Promise.all(workers.map((id) => stage.storage.models.worker(id, template))),
        run: null,
      });
      assert.deepEqual(await learnt(), expected);
      assert.deepEqual(expected.model.options, ['bird', 'cat', 'dog']);
      await stage.change(first!, { do: 'cancel', nowMs: stage.nowMs });
      await stage.settle();
      assert.deepEqual(await learnt(), expected, 'nothing is learnt twice');

      const labelSpec = { question: 'Which?', options: ['dog', 'bird', 'cat'] };
      const [second] = await stage.open(customerId, 1, { labelSpec });
      await stage.labels(second!, 'cat', 'cat', 'dog');
      const { statistics } = (await stage.storage.models.template(template))!;
      assert.equal(statistics.tasks, 2 * expected.model.statistics.tasks);
      assert.ok(
        statistics.classes[1]! > statistics.classes[2]! && statistics.classes[2]! > statistics.classes[0]!,
      );
    },

  'a customer’s tasks teach everybody’s record only where they are funded, and as far as it has room; the rest their own':
    async (stage) => {
      const { storage } = stage;
      const [ada, bob] = [await fundedCustomer(stage, 1e7), await fundedCustomer(stage, 1e7)];
      const template = templateOf(stage.order(ada));
      const counted = async (key: string) =>
        ((await storage.models.template(key))?.statistics.counted ?? 0) / 65_536;
      const workers = Array.from({ length: 3 }, () => stage.ids.next('worker'));
      const teach = async (customerId: string, count: number, from: 'balance' | 'allowance') => {
        await stage.open(customerId, count, { cover: { ...usualCover, from } });
        for (const workerId of workers) {
          for (const task of await stage.claim(workerId, { count }))
            accepted(await stage.label(task, workerId, 'cat'));
        }
        await stage.settle();
      };
      await teach(ada, 4, 'allowance');
      assert.deepEqual([await counted(template), await counted(customerRow(ada, template))], [0, 12]);
      const room = firstLabels.ofWorker;
      await teach(bob, room + 2, 'balance');
      assert.deepEqual([await counted(template), await counted(customerRow(bob, template))], [3 * room, 6]);
      const [workerId = ''] = workers;
      const known = await Promise.all(
        [template, customerRow(bob, template)].map((key) => storage.models.worker(workerId, key)),
      );
      assert.deepEqual(
        known.map((one) => one.counted / 65_536),
        [room, 2],
      );
      const listed = await storage.models.ofWorker(workerId, { limit: 10, after: null });
      assert.deepEqual(
        listed.map(({ key }) => key),
        [template, customerRow(ada, template), customerRow(bob, template)],
      );
    },

  'a customer’s gold teaches and checks that customer’s record alone': async (stage) => {
    const { storage } = stage;
    const ada = await stage.customer();
    await stage.open(ada);
    const [item] = await addGold(stage, 1, { owner: ada });
    for (let i = 0; i < 4; i++) await meetGold(stage, stage.ids.next('worker'), 'cat', 1);
    const { template } = item!;
    assert.equal(await storage.models.template(template), null);
    const { foretold, statistics } = (await storage.models.template(customerRow(ada, template)))!;
    assert.equal(statistics.counted, 4 * 65_536);
    assert.ok(foretold.checked.some((checked) => checked > 0));
  },

  'one label trains nothing, nor does a close without labels': async (stage) => {
    const [taskId, other] = await stage.open(await stage.customer(), 2);
    await stage.labels(taskId!, 'cat');
    for (const id of [taskId!, other!]) await stage.change(id, { do: 'cancel', nowMs: stage.nowMs });
    await stage.settle();
    const { shared, own } = modelKeysOf(await stage.task(taskId!), templateOf(await stage.task(taskId!)));
    for (const key of [shared, own!]) assert.equal(await stage.storage.models.template(key), null);
  },

  'gold trains with its truth, and the answers to an item add up to checks of the template': async (
    stage,
  ) => {
    await stage.open(await stage.customer());
    const [item] = await addGold(stage, 1);
    const right = stage.ids.next('worker');
    await meetGold(stage, right, 'cat', 1);
    const { template } = item!;
    const known = await stage.storage.models.worker(right, template);
    assert.deepEqual([known.agreed, known.counted], [65_536, 65_536]);
    const before = (await stage.storage.models.template(template))!;
    assert.deepEqual(before.foretold.checked, Array(10).fill(0));
    assert.equal(before.statistics.tasks, 0, 'gold is chosen: it does not tell how frequent its answer is');
    for (let i = 0; i < 6; i++) await meetGold(stage, stage.ids.next('worker'), 'cat', 1);
    const { foretold, statistics } = (await stage.storage.models.template(template))!;
    const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
    assert.ok(sum(foretold.checked) > 65_536, 'checked more than once, the later ones weighing less');
    assert.equal(sum(foretold.right), sum(foretold.checked));
    assert.equal(sum(statistics.calibration.gold.claims), sum(foretold.checked));
  },

  'a gold task whose lease ended trains nothing': async (stage) => {
    await stage.open(await stage.customer());
    const [item] = await addGold(stage, 1);
    const workerId = stage.ids.next('worker');
    const [task] = await stage.claim(workerId, { trust: claimTrust(stage, 'gold') });
    assert.ok(task?.gold);
    stage.nowMs += leaseMs;
    await stage.storage.tasks.lapse({ nowMs: stage.nowMs, limit: 10 });
    await stage.settle();
    assert.deepEqual(await stage.storage.models.worker(workerId, item!.template), unknownWorker);
  },

  'what is known of a worker is listed by template, page by page': async (stage) => {
    const customerId = await stage.customer();
    const workerId = stage.ids.next('worker');
    const specs = [0, 1, 2].map((i) => ({ question: 'Which?', options: ['a', `b${i}`] }));
    for (const labelSpec of specs) {
      const [taskId] = await stage.open(customerId, 1, { labelSpec });
      const [task] = await stage.claim(workerId);
      await stage.label(task!, workerId, 'a');
      await stage.labels(taskId!, 'a', 'a');
    }
    const { storage } = stage;
    const all = await storage.models.ofWorker(workerId, { limit: 10, after: null });
    const keys = all.map(({ key }) => key);
    const templates = specs.map((labelSpec) => templateOf({ type: 'image_classification', labelSpec }));
    assert.deepEqual(keys, templates.map((template) => customerRow(customerId, template)).sort());
    for (const { key, type, options, statistics } of all) {
      assert.deepEqual([type, options[0]], ['image_classification', 'a']);
      assert.deepEqual(statistics, await storage.models.worker(workerId, key));
    }
    const page = await storage.models.ofWorker(workerId, { limit: 1, after: keys[0]! });
    assert.deepEqual(page, [all[1]]);
    assert.deepEqual(await storage.models.ofWorker(stage.ids.next('worker'), { limit: 10, after: null }), []);
  },

  'tasks that deserve a look are listed by month, the most doubtful first, for their customer alone': async (
    stage,
  ) => {
    const { storage } = stage;
    const customerId = await stage.customer();
    const [sure, split, older, newer] = await stage.open(customerId, 4);
    await stage.labels(sure!, 'cat', 'cat', 'cat');
    await stage.labels(older!, 'cat', 'cat', 'dog');
    await stage.labels(newer!, 'cat', 'dog', 'dog');
    await stage.labels(split!, 'cat', 'dog', 'bird', 'bird');
    const next = await adaptiveTask(stage);
    stage.nowMs += 30 * 86_400_000;
    await stage.labels(next, 'cat', 'dog', 'bird', 'cat');
    const first = await storage.models.doubtfulTasks(customerId, { month, limit: 2, after: null });
    assert.deepEqual(first, [
      { taskId: split, doubtMicros: 500_000 },
      { taskId: newer, doubtMicros: 333_333 },
    ]);
    const second = await storage.models.doubtfulTasks(customerId, { month, limit: 2, after: first[1]! });
    assert.deepEqual(second, [{ taskId: older, doubtMicros: 333_333 }]);
    const { customerId: other, decision } = await stage.task(next);
    const [theirs] = await storage.models.doubtfulTasks(other, { month: '2025-07', limit: 2, after: null });
    const doubtMicros = Math.round((1 - decision!.confidence) * 1_000_000);
    assert.deepEqual(theirs, { taskId: next, doubtMicros });
    assert.deepEqual(await storage.models.doubtfulTasks(other, { month, limit: 2, after: null }), []);
  },

  'agreement is summed by template too, whatever the order of the options': async (stage) => {
    const customerId = await stage.customer();
    const [first] = await stage.open(customerId);
    await stage.labels(first!, 'cat', 'cat', 'dog');
    const reversed = { question: 'Which?', options: ['dog', 'cat', 'bird'] };
    const [second] = await stage.open(customerId, 1, { labelSpec: reversed });
    await stage.labels(second!, 'dog', 'dog', 'dog');
    const other = { question: 'Which?', options: ['cat', 'dog'] };
    const [third] = await stage.open(customerId, 1, { labelSpec: other });
    await stage.labels(third!, 'cat', 'cat', 'cat');
    const { templates } = await stage.storage.stats.get(customerId, today);
    const type = 'image_classification';
    const key = (labelSpec: TaskOrder['labelSpec']) => templateOf({ type, labelSpec });
    const both = { tasks: 2, pairable: 6, disagreement: 2, squares: 4 + 16 };
    const one = { tasks: 1, pairable: 3, disagreement: 0, squares: 9 };
    assert.deepEqual(templates, [
      { template: key(reversed), type, options: ['bird', 'cat', 'dog'], ...both },
      { template: key(other), type, options: ['cat', 'dog'], ...one },
    ]);
    const yesterday = { from: '2025-06-14', to: '2025-06-14' };
    assert.deepEqual((await stage.storage.stats.get(customerId, yesterday)).templates, []);
  },

  'so many templates of a day are counted, and known ones are still added to': async (stage) => {
    const customerId = await stage.customer();
    const label = async (i: number) => {
      const labelSpec = { question: 'Which?', options: ['a', `b${i}`] };
      const [taskId] = await stage.open(customerId, 1, { labelSpec });
      await stage.labels(taskId!, 'a', 'a', 'a');
    };
    for (let i = 0; i <= agreementTemplatesMax; i++) await label(i);
    await label(0);
    const { templates } = await stage.storage.stats.get(customerId, today);
    assert.equal(templates.length, agreementTemplatesMax);
    assert.equal(templates[0]!.tasks, 2);
  },
};
