import assert from 'node:assert/strict';
import { claimShare, customerRow, levelToShow, standing, type TrustRules, trustLevel } from '@asg/domain';
import { at } from '@asg/values/present';
import { accepted, leaseMs, type Stage } from '../contract/stage.ts';
import type { Suite } from '../contract/suite.ts';
import { templateOf } from '../contract/template-of.ts';
import { addGold, claimTrust, meetGold } from '../contract/trust-stage.ts';
import { below, type SeededRandom, seededRandom } from '../faults/seeded-random.ts';

const seeds = [1, 2, 3] as const;
const actsOfRun = 10;
const crowdSize = 5;
const rules: TrustRules = { floor: 0.4, suspendBelow: 0.15, goldShareNew: 0.5, goldShareMin: 0.03 };
const adaptive = {
  policy: 'adaptive',
  targetConfidence: 0.95,
  minLabels: 3,
  maxLabels: 4,
  threshold: 3,
  full: false,
} as const;
const options = ['cat', 'dog', 'bird'];

/** What a customer who pays nothing does to make workers look better or worse than they are. */
interface Act {
  readonly do: 'gold' | 'tasks';
  readonly workers: readonly number[];
  readonly label: string;
  readonly answer: number;
}

function anAct(random: SeededRandom): Act {
  const first = below(random, crowdSize);
  return {
    do: below(random, 2) === 0 ? 'gold' : 'tasks',
    workers: [0, 1, 2].map((i) => (first + i) % crowdSize),
    label: at(options, below(random, options.length)),
    answer: below(random, options.length),
  };
}

/** Some workers with a past: of the operator's gold, and of a customer's tasks. */
async function aCrowd(stage: Stage): Promise<{ readonly workers: readonly string[]; readonly bob: string }> {
  const bob = await stage.customer();
  const workers = Array.from({ length: crowdSize }, () => stage.ids.next('worker'));
  await stage.open(bob);
  await addGold(stage, 6);
  for (const [i, workerId] of workers.entries()) {
    await meetGold(stage, workerId, 'cat', 4);
    await meetGold(stage, workerId, 'dog', i % 3);
  }
  await closeTask(stage, bob, workers.slice(0, 3), 'cat');
  return { workers, bob };
}

async function closeTask(
  stage: Stage,
  customerId: string,
  workers: readonly string[],
  label: string,
): Promise<void> {
  const [taskId = ''] = await stage.open(customerId, 1, { consensus: adaptive });
  for (const workerId of workers) {
    const nonce = stage.ids.nonce();
    accepted(await stage.change(taskId, { do: 'assign', workerId, nonce, leaseMs, nowMs: stage.nowMs }));
    accepted(await stage.label(await stage.task(taskId), workerId, label));
  }
  if ((await stage.task(taskId)).closedAtMs === null)
    await stage.change(taskId, { do: 'cancel', nowMs: stage.nowMs });
  await stage.settle();
}

/** All that is known of workers by which anybody but this customer gives them work, and weighs their labels. */
async function knownToOthers(stage: Stage, workers: readonly string[], bob: string) {
  const { trust, models } = stage.storage;
  const order = stage.order(bob, { consensus: adaptive });
  const template = templateOf(order);
  const keys = [template, customerRow(bob, template)];
  return {
    templates: await Promise.all(keys.map((key) => models.template(key))),
    workers: await Promise.all(
      workers.map(async (workerId) => {
        const overall = await trust.sums(workerId);
        const scopes = [{ template }, { customerId: bob }, { customerId: bob, template }];
        return {
          overall,
          level: trustLevel(overall, rules),
          standing: standing(overall, rules),
          share: claimShare(levelToShow(trustLevel(overall, rules), standing(overall, rules)), rules),
          rows: await Promise.all(scopes.map((scope) => trust.sums(workerId, scope))),
          models: await Promise.all(keys.map((key) => models.worker(workerId, key))),
        };
      }),
    ),
  };
}

async function perform(stage: Stage, act: Act, ada: string, workers: readonly string[]): Promise<void> {
  const chosen = act.workers.map((i) => workers[i] ?? '');
  if (act.do === 'tasks') return closeTask(stage, ada, chosen, act.label);
  await addGold(stage, 1, { owner: ada, answer: act.answer, language: 'en' });
  for (const workerId of chosen) {
    const [taskId = ''] = await stage.open(ada, 1, { language: 'en', priority: 9 });
    const [task] = await stage.claim(workerId, { trust: claimTrust(stage, 'gold') });
    if (task?.gold !== undefined) accepted(await stage.label(task, workerId, act.label));
    await stage.change(taskId, { do: 'cancel', nowMs: stage.nowMs });
    await stage.settle();
  }
}

const tests = seeds.map((seed): [string, Suite[string]] => [
  `whatever the gold and the tasks of a customer who pays nothing say of workers, nobody else hears it (seed ${seed})`,
  async (stage) => {
    const random = seededRandom(seed);
    const { workers, bob } = await aCrowd(stage);
    const ada = await stage.customer();
    const before = await knownToOthers(stage, workers, bob);
    for (let i = 0; i < actsOfRun; i++) {
      await perform(stage, anAct(random), ada, workers);
      assert.deepEqual(await knownToOthers(stage, workers, bob), before);
    }
    const own = await Promise.all(workers.map((id) => stage.storage.trust.sums(id, { customerId: ada })));
    assert.ok(
      own.some(({ weightMicros }, i) => weightMicros !== before.workers[i]?.overall.weightMicros),
      'at that customer’s own tasks it counts',
    );
    // Who may work may work for everybody else, as before.
    for (const [i, workerId] of workers.entries()) {
      const theirs = await stage.open(bob, 1, { priority: 9 });
      const given = await stage.claim(workerId, { trust: claimTrust(stage, 'none') });
      const isOpen = before.workers[i]?.standing === 'open';
      assert.deepEqual(
        given.map(({ taskId }) => taskId),
        isOpen ? theirs : [],
      );
      for (const taskId of theirs) await stage.change(taskId, { do: 'cancel', nowMs: stage.nowMs });
      await stage.settle();
    }
  },
]);

export const ownerSuite: Suite = Object.fromEntries(tests);
