import assert from 'node:assert/strict';
import { isLive, isOpen, type Task, type TaskOrder } from '@asg/domain';
import { accepted, leaseMs, type Stage } from '../contract/stage.ts';
import type { Suite } from '../contract/suite.ts';
import { below, type SeededRandom, seededRandom } from '../faults/seeded-random.ts';

const seeds = [1, 2, 3] as const;
const rounds = 25;
const actsAtOnce = 12;
const taskCount = 25;

/** Workers of whom some are one person, and one of them a customer too, who do whatever they like at once. */
class LinkedCrowd {
  readonly #stage: Stage;
  readonly #random: SeededRandom;
  readonly #held: { readonly task: Task; readonly workerId: string }[] = [];
  readonly customerIds: readonly string[];
  readonly taskIds: string[] = [];
  /** Accounts that are one person's. */
  clusters: readonly (readonly string[])[];

  constructor(stage: Stage, seed: number, customerIds: readonly string[]) {
    this.#stage = stage;
    this.#random = seededRandom(seed);
    this.customerIds = customerIds;
    const worker = (): string => stage.ids.next('worker');
    this.clusters = [
      [worker(), worker(), worker()],
      [worker(), worker(), customerIds[0]!],
      [worker()],
      [worker()],
      [worker()],
      [worker()],
    ];
  }

  linkedIds(accountId: string): readonly string[] {
    return (this.clusters.find((all) => all.includes(accountId)) ?? []).filter((id) => id !== accountId);
  }

  #pick<Item>(items: readonly Item[]): Item | undefined {
    return items[below(this.#random, items.length)];
  }

  async open(): Promise<void> {
    const consensus: TaskOrder['consensus'] = {
      policy: 'threshold',
      threshold: 4,
      earlyStop: false,
      maxLabels: 7,
    };
    for (const customerId of this.customerIds)
      this.taskIds.push(...(await this.#stage.open(customerId, taskCount, { consensus })));
  }

  async act(): Promise<void> {
    const dice = below(this.#random, 100);
    const workers = this.clusters.flat().filter((id) => !this.customerIds.includes(id));
    if (dice < 50) {
      const workerId = this.#pick(workers)!;
      const linkedIds = this.linkedIds(workerId);
      const count = 1 + below(this.#random, 4);
      for (const task of await this.#stage.claim(workerId, { count, linkedIds }))
        this.#held.push({ task, workerId });
    } else if (dice < 95) {
      const [held] = this.#held.splice(below(this.#random, this.#held.length), 1);
      if (held === undefined) return;
      const { task, workerId } = held;
      if (dice > 88) await this.#stage.skip(task, workerId);
      else await this.#label(task, workerId);
    } else {
      this.#stage.nowMs += below(this.#random, leaseMs);
      await this.#stage.storage.tasks.lapse({ nowMs: this.#stage.nowMs, limit: 20 });
    }
  }

  async #label(task: Task, workerId: string): Promise<void> {
    const label = this.#pick(['cat', 'dog', 'bird'])!;
    const command = {
      ...this.#stage.labelCommand(task, workerId, label),
      linkedIds: this.linkedIds(workerId),
    };
    await this.#stage.change(task.taskId, command);
  }

  /** The others' work, so that none is left over. */
  async finish(): Promise<boolean> {
    this.#stage.nowMs += leaseMs;
    await this.#stage.storage.tasks.lapse({ nowMs: this.#stage.nowMs, limit: 1_000 });
    await this.#stage.settle();
    const workerId = this.#stage.ids.next('worker');
    const tasks = await this.#stage.claim(workerId, { count: 2 * taskCount });
    for (const task of tasks) accepted(await this.#stage.label(task, workerId, 'cat'));
    return tasks.length === 0;
  }

  async tasks(): Promise<readonly Task[]> {
    return (await this.#stage.storage.tasks.many(this.taskIds)).filter((task) => task !== null);
  }
}

/** What nobody may get around: of one person at most one account labels or holds a task, and none of its own. */
function checkClusters(crowd: LinkedCrowd, task: Task, nowMs: number): void {
  for (const cluster of crowd.clusters) {
    const labelled = task.labels.filter(({ workerId }) => cluster.includes(workerId));
    const held = task.assignments.filter((a) => cluster.includes(a.workerId) && isLive(a, nowMs));
    assert.ok(labelled.length + held.length <= 1, `${task.taskId}: two accounts of one person`);
    if (cluster.includes(task.customerId)) assert.equal(labelled.length + held.length, 0, 'their own task');
  }
}

async function play(stage: Stage, seed: number): Promise<void> {
  const crowd = new LinkedCrowd(stage, seed, [await stage.customer(), await stage.customer()]);
  await crowd.open();
  for (let round = 0; round < rounds; round++) {
    await Promise.all(Array.from({ length: actsAtOnce }, () => crowd.act()));
    await stage.settle();
    for (const task of await crowd.tasks()) checkClusters(crowd, task, stage.nowMs);
  }
  await linkLate(stage, crowd);
  for (let round = 0; !(await crowd.finish()); round++) assert.ok(round < 100, 'work without end');
  assert.ok(
    !(await crowd.tasks()).some((task) => isOpen(task.state)),
    'no task is lost for those it waits for',
  );
}

/** Two persons turn out to be one while they work: what is labelled from then on keeps the rule. */
async function linkLate(stage: Stage, crowd: LinkedCrowd): Promise<void> {
  const [first = [], second = [], ...rest] = crowd.clusters;
  stage.nowMs += 1;
  const sinceMs = stage.nowMs;
  crowd.clusters = [[...first, ...second], ...rest];
  for (let round = 0; round < rounds; round++) {
    await Promise.all(Array.from({ length: actsAtOnce }, () => crowd.act()));
    await stage.settle();
  }
  for (const task of await crowd.tasks()) {
    const labels = task.labels.filter(({ workerId }) => crowd.clusters[0]!.includes(workerId));
    const late = labels.filter(({ atMs }) => atMs >= sinceMs);
    if (late.length > 0) assert.equal(labels.length, 1, `${task.taskId}: a second label of one person`);
    if (task.customerId === crowd.customerIds[0]) assert.equal(late.length, 0, 'their own task');
  }
}

export const linkedClaimSuite: Suite = {
  ...Object.fromEntries(
    seeds.map((seed) => [
      `no task ever has two accounts of one person, nor its customer’s own, in any interleaving (seed ${seed})`,
      (stage: Stage) => play(stage, seed),
    ]),
  ),

  'two accounts of one person that hold one task when they are linked: who labels first has it': async (
    stage,
  ) => {
    const [taskId] = await stage.open(await stage.customer());
    const [one, other, stranger] = [0, 1, 2].map(() => stage.ids.next('worker')) as [string, string, string];
    const [ofOne] = await stage.claim(one);
    const [ofOther] = await stage.claim(other);
    accepted(await stage.change(taskId!, { ...stage.labelCommand(ofOne!, one, 'cat'), linkedIds: [other] }));
    await stage.settle();
    const late = { ...stage.labelCommand(ofOther!, other, 'cat'), linkedIds: [one] };
    assert.equal((await stage.change(taskId!, late)).kind, 'refused');
    const { labels, assignments } = await stage.task(taskId!);
    assert.deepEqual([labels.length, assignments], [1, []], 'the other’s claim has ended');
    assert.deepEqual(await stage.claim(other, { linkedIds: [one] }), []);
    assert.equal((await stage.claim(stranger))[0]?.taskId, taskId, 'and the task waits for somebody else');
  },

  'who had labelled before they were linked keeps the label, and the other gives none': async (stage) => {
    const [taskId] = await stage.open(await stage.customer());
    const [one, other] = [0, 1].map(() => stage.ids.next('worker')) as [string, string];
    const [ofOne] = await stage.claim(one);
    const [ofOther] = await stage.claim(other);
    accepted(await stage.label(ofOne!, one, 'cat'));
    const late = await stage.change(taskId!, {
      ...stage.labelCommand(ofOther!, other, 'cat'),
      linkedIds: [one],
    });
    assert.ok(late.kind === 'refused' && late.reason === 'linked_worker');
    accepted(await stage.skip(ofOther!, other));
    assert.deepEqual((await stage.task(taskId!)).assignments, []);
  },

  'who has several accounts is never half of those who decide a task': async (stage) => {
    const customerId = await stage.customer();
    const opened = async (threshold: number, earlyStop = false): Promise<string | undefined> => {
      const consensus = { policy: 'threshold', threshold, earlyStop, maxLabels: 7 } as const;
      return (await stage.open(customerId, 1, { consensus }))[0];
    };
    const [ofTwo, ofThree, early] = [await opened(2), await opened(3), await opened(3, true)];
    const [linked, other] = [0, 1].map(() => stage.ids.next('worker')) as [string, string];
    const claimed = await stage.claim(linked, { count: 9, linkedIds: [other] });
    assert.deepEqual(
      claimed.map(({ taskId }) => taskId),
      [ofThree],
    );
    for (const label of ['cat', 'dog']) {
      const stranger = stage.ids.next('worker');
      for (const task of await stage.claim(stranger, { count: 9 }))
        accepted(await stage.label(task, stranger, label));
    }
    await stage.settle();
    const left = await stage.claim(other, { count: 9, linkedIds: [stage.ids.next('worker')] });
    assert.deepEqual(new Set(left.map(({ taskId }) => taskId)), new Set([ofTwo, early]));
    const assign = { do: 'assign', workerId: linked, nonce: '000000', leaseMs, nowMs: stage.nowMs } as const;
    const again = await stage.change((await opened(2))!, { ...assign, linkedIds: [other] });
    assert.ok(again.kind === 'refused' && again.reason === 'linked_worker');
  },

  'a customer’s own accounts get none of their tasks, and all of others’': async (stage) => {
    const [own, others] = [await stage.customer(), await stage.customer()];
    await stage.open(own, 3);
    const consensus = { policy: 'threshold', threshold: 1, earlyStop: false, maxLabels: 1 } as const;
    const given = [...(await stage.open(others, 3)), ...(await stage.open(others, 1, { consensus }))];
    const workerId = stage.ids.next('worker');
    const claimed = await stage.claim(workerId, { count: 9, linkedIds: [own] });
    assert.deepEqual(
      new Set(claimed.map(({ taskId }) => taskId)),
      new Set(given),
      'one label is one person’s',
    );
    assert.equal((await stage.claim(stage.ids.next('worker'), { count: 9 })).length, 6);
  },

  'what was passed over for a link that was false is offered once the worker begins anew': async (stage) => {
    const own = await stage.customer();
    const [taskId] = await stage.open(own);
    const workerId = stage.ids.next('worker');
    assert.deepEqual(await stage.claim(workerId, { linkedIds: [own] }), []);
    assert.deepEqual(await stage.claim(workerId), [], 'it lies behind their place in the queue');
    await stage.storage.work.restart({ workerId });
    assert.equal((await stage.claim(workerId))[0]?.taskId, taskId);
    await stage.storage.work.restart({ workerId: stage.ids.next('worker') });
  },
};
