import assert from 'node:assert/strict';
import { coverOf, isLive, isOpen, isReplayed, sats, type Task, type TaskOrder, targetOf } from '@asg/domain';
import { below, type SeededRandom, seededRandom } from '../faults/seeded-random.ts';
import { anEntry, balanceNow, checkMoney } from './money.ts';
import { accepted, leaseMs, type Stage } from './stage.ts';
import type { Suite } from './suite.ts';

const seeds = [1, 2, 3, 4] as const;
const rounds = 40;
const actsAtOnce = 12;
const workerCount = 8;
const quota = 60;
const roundsToFinish = 500;
const languages = ['en', 'de'] as const;

/** A crowd that does whatever it likes, at once, in an order that the seed decides. */
class Crowd {
  readonly #stage: Stage;
  readonly #random: SeededRandom;
  readonly #workers: readonly string[];
  readonly #held = new Map<string, { task: Task; workerId: string }>();
  readonly taskIds = new Set<string>();
  readonly customerId: string;

  constructor(stage: Stage, seed: number, customerId: string) {
    this.#stage = stage;
    this.#random = seededRandom(seed);
    this.#workers = Array.from({ length: workerCount }, () => stage.ids.next('worker'));
    this.customerId = customerId;
  }

  #pick<Item>(items: readonly Item[]): Item {
    return items[below(this.#random, items.length)]!;
  }

  act(): Promise<void> {
    const dice = below(this.#random, 100);
    if (dice < 20) return this.#open();
    if (dice < 55) return this.claim(this.#pick(this.#workers), 1 + below(this.#random, 3));
    if (dice < 92) return this.#answer(dice < 85);
    if (dice < 96) return this.#cancel();
    return this.#lapse();
  }

  async #open(): Promise<void> {
    const { order, nowMs } = { order: this.#anyOrder(), nowMs: this.#stage.nowMs };
    const idempotency = { key: `k${below(this.#random, 90)}`, bodyHash: 'body' };
    const tasks = [{ order, idempotency }];
    const outcome = await this.#stage.storage.tasks.open({
      customerId: this.customerId,
      tasks,
      batch: null,
      nowMs,
    });
    if (outcome.kind === 'opened') this.taskIds.add(outcome.tasks[0]!.taskId);
    else assert.ok(outcome.kind === 'quota_exhausted' || outcome.kind === 'funds_short', outcome.kind);
  }

  #anyOrder() {
    const random = this.#random;
    return this.#stage.order(this.customerId, {
      priority: below(random, 3),
      language: this.#pick([null, 'en', 'de']),
      expiresAtMs: below(random, 4) === 0 ? this.#stage.nowMs + below(random, 3 * leaseMs) : null,
      consensus: this.#anyPolicy(),
      cover: coverOf(5, { payoutSats: sats(100 + below(random, 3)), feePercent: 7 }, 'balance'),
    });
  }

  #anyPolicy(): TaskOrder['consensus'] {
    const random = this.#random;
    const [threshold, second, third] = [2 + below(random, 2), below(random, 2) === 0, below(random, 3)];
    return third === 0
      ? { policy: 'adaptive', targetConfidence: 0.95, minLabels: 2, maxLabels: 5, threshold, full: second }
      : { policy: 'threshold', threshold, earlyStop: second, maxLabels: 5 };
  }

  async claim(workerId: string, count: number): Promise<void> {
    for (const task of await this.#stage.claim(workerId, { count, languages, liveMax: 5 })) {
      this.#held.set(`${task.taskId} ${workerId}`, { task, workerId });
    }
  }

  async #answer(label: boolean): Promise<void> {
    const key = this.#pick([...this.#held.keys()]);
    const held = this.#held.get(key);
    if (held === undefined) return;
    this.#held.delete(key);
    if (label) await this.#stage.label(held.task, held.workerId, this.#pick(['cat', 'dog', 'bird']));
    else await this.#stage.skip(held.task, held.workerId);
  }

  async #cancel(): Promise<void> {
    const taskId = this.#pick([...this.taskIds]);
    if (taskId !== undefined) await this.#stage.storage.tasks.cancel({ taskId, nowMs: this.#stage.nowMs });
  }

  async #lapse(): Promise<void> {
    this.#stage.nowMs += below(this.#random, leaseMs);
    await this.#stage.storage.tasks.lapse({ nowMs: this.#stage.nowMs, limit: 20 });
  }

  /** New workers label all that is offered; true when there was nothing more. */
  async finish(): Promise<boolean> {
    const workerId = this.#stage.ids.next('worker');
    this.#stage.nowMs += leaseMs;
    await this.#stage.storage.tasks.lapse({ nowMs: this.#stage.nowMs, limit: 100 });
    await this.#stage.settle();
    const tasks = await this.#stage.claim(workerId, { count: 20, languages });
    for (const task of tasks) accepted(await this.#stage.label(task, workerId, 'cat'));
    return tasks.length === 0;
  }

  async tasks(): Promise<readonly Task[]> {
    const found = await this.#stage.storage.tasks.many([...this.taskIds]);
    return found.map((task) => {
      assert.ok(task !== null);
      return task;
    });
  }
}

function checkTask(task: Task, nowMs: number): void {
  const workers = task.labels.map((label) => label.workerId);
  assert.equal(new Set(workers).size, workers.length, 'one label per worker and task');
  assert.ok(!workers.some((id) => task.skippedBy.includes(id)), 'nobody labels what they skipped');
  assert.ok(isReplayed(task), 'what the record says must have been decided was, and nothing else');
  if (isOpen(task.state)) {
    assert.equal(task.decision, null, 'an open task is undecided');
    const live = task.assignments.filter((assignment) => isLive(assignment, nowMs)).length;
    assert.ok(task.labels.length + live <= targetOf(task)!, 'at most as many claims as wanted');
  } else {
    assert.equal(task.decision?.workerCount ?? task.labels.length, task.labels.length);
  }
}

async function play(stage: Stage, seed: number): Promise<void> {
  const customerId = await stage.customer(quota);
  const granted = [12_000, 6_000, 3_000];
  await stage.storage.balance.enter(anEntry(stage, customerId, 9_000));
  const crowd = new Crowd(stage, seed, customerId);
  for (let round = 0; round < rounds; round++) {
    const more = round % 10 === 9 ? granted.pop() : undefined;
    await Promise.all([
      ...Array.from({ length: actsAtOnce }, () => crowd.act()),
      ...(more === undefined ? [] : [stage.storage.balance.enter(anEntry(stage, customerId, more))]),
    ]);
    await stage.settle();
    const tasks = await crowd.tasks();
    for (const task of tasks) checkTask(task, stage.nowMs);
    const free = tasks.filter((task) => task.state === 'cancelled' && task.labels.length === 0);
    assert.equal(await stage.quotaLeft(crowd.customerId), quota - tasks.length + free.length);
    await checkMoney(stage, customerId, tasks);
  }
  for (let round = 0; !(await crowd.finish()); round++) assert.ok(round < roundsToFinish, 'work without end');
  const tasks = await crowd.tasks();
  for (const task of tasks) checkTask(task, stage.nowMs);
  assert.ok(!tasks.some((task) => isOpen(task.state)), 'no open task is lost to the queue');

  const due = tasks.filter((task) => task.payment.kind === 'due').map((task) => task.taskId);
  const { settlement, tasks: reserved } = await stage.storeBatch(await stage.lane());
  assert.deepEqual(reserved.map((task) => task.taskId).sort(), due.sort());
  await stage.advance(settlement.settlementId, 'broadcasting', 'seen');
  await checkMoney(stage, customerId, await crowd.tasks());
  assert.equal((await balanceNow(stage, customerId)).reservedSats, 0);
  for (const { workerId, paidSats } of settlement.payees) {
    assert.equal((await stage.storage.workers.totals(workerId)).paidSats, paidSats);
  }
}

export const interleavingSuite: Suite = Object.fromEntries(
  seeds.map((seed) => [
    `any interleaving keeps the rules, loses no task and pays each once (seed ${seed})`,
    (stage: Stage) => play(stage, seed),
  ]),
);
