import assert from 'node:assert/strict';
import {
  answerToWorker,
  type ClaimWork,
  joinedWorker,
  type LaneRecord,
  labelLikelihood,
  modelFor,
  modelKeysOf,
  newTemplateModel,
  parseAnswerText,
  type SettlementRecord,
  type SettlementState,
  type Task,
  type TaskCommand,
  type TaskOrder,
  type TaskOutcome,
  unknownWorker,
  viewOf,
  withValues,
} from '@asg/domain';
import type { Storage } from '../port.ts';
import type { OpenTasks } from '../tasks/store.ts';
import { aCoin, aCustomer, anOrder, aSettlement, IdSource, startMs } from './builders.ts';
import { templateOf } from './template-of.ts';

const sweepPage = 1_000;
export const leaseMs = 600_000;

type LabelCommand = Extract<TaskCommand, { do: 'label' }>;

/** A freshly opened store to play a story on. `lossy`: answers get lost, so a first answer may say "repeated". */
export interface StageParts {
  readonly storage: Storage;
  readonly lossy: boolean;
  /** Closes the store and opens what it left; absent where nothing outlives it. */
  readonly reopen?: () => Promise<Storage>;
}

/** The store under test with the verbs that the stories share. */
export class Stage {
  storage: Storage;
  readonly lossy: boolean;
  readonly ids = new IdSource();
  readonly reopen: (() => Promise<Storage>) | null;
  nowMs = startMs;

  constructor({ storage, lossy, reopen }: StageParts) {
    this.storage = storage;
    this.lossy = lossy;
    this.reopen = reopen ?? null;
  }

  /** Lets derived data catch up. */
  async settle(): Promise<void> {
    while ((await this.storage.sweep({ nowMs: this.nowMs, limit: sweepPage })).repaired > 0);
  }

  async customer(quota = 1_000_000): Promise<string> {
    const request = aCustomer(this.ids, quota);
    assert.equal(await this.storage.customers.register(request), 'registered');
    return request.customer.customerId;
  }

  order(customerId: string, change: Partial<TaskOrder> = {}): TaskOrder {
    return anOrder(this.ids, customerId, change);
  }

  request(customerId: string, orders: readonly TaskOrder[]): OpenTasks {
    const tasks = orders.map((order) => ({ order, idempotency: null }));
    return { customerId, tasks, batch: null, nowMs: this.nowMs };
  }

  /** Opens `count` tasks in one request; their ids, in order. */
  async open(customerId: string, count = 1, change: Partial<TaskOrder> = {}): Promise<readonly string[]> {
    const orders = Array.from({ length: count }, () => this.order(customerId, change));
    const outcome = await this.storage.tasks.open(this.request(customerId, orders));
    assert.equal(outcome.kind, 'opened');
    await this.settle();
    return orders.map((order) => order.taskId);
  }

  async claim(workerId: string, change: Partial<ClaimWork> = {}): Promise<readonly Task[]> {
    const request = this.claimRequest(workerId, change);
    for (;;) {
      const { tasks, more } = await this.storage.work.claim(request);
      if (tasks.length > 0 || !more) return tasks;
    }
  }

  claimRequest(workerId: string, change: Partial<ClaimWork> = {}): ClaimWork {
    return {
      workerId,
      languages: ['en'],
      count: 1,
      nonce: this.ids.nonce(),
      nowMs: this.nowMs,
      leaseMs,
      liveMax: 1_000,
      ...change,
    };
  }

  async change(taskId: string, command: TaskCommand): Promise<TaskOutcome> {
    const [outcome] = await this.storage.tasks.change([{ taskId, command }]);
    assert.ok(outcome, `no task ${taskId}`);
    return outcome;
  }

  /** Labels a task that the worker has claimed. */
  async label(task: Task, workerId: string, label: string): Promise<TaskOutcome> {
    const likelihood = await this.#likelihood(task, { workerId, nonce: nonceOf(task, workerId) }, label);
    return this.change(task.taskId, { ...this.labelCommand(task, workerId, label), ...likelihood });
  }

  /** What a label of the adaptive policy needs, from what is known now. */
  async #likelihood(
    task: Task,
    { workerId, nonce }: { readonly workerId: string; readonly nonce: string },
    label: string,
  ): Promise<Pick<LabelCommand, 'likelihood'>> {
    if (task.consensus.policy !== 'adaptive') return {};
    const { shared, own } = modelKeysOf(task, templateOf(task));
    const keys = own === null ? [shared] : [shared, own];
    const { models } = this.storage;
    const [ofAll = null, ofCustomer = null] = await Promise.all(keys.map((key) => models.template(key)));
    const model = modelFor(ofAll, ofCustomer) ?? newTemplateModel(task);
    const workers = await Promise.all(keys.map((key) => models.worker(workerId, key)));
    const worker = workers.reduce(joinedWorker, unknownWorker);
    const option = parseAnswerText(task, label)?.option ?? -1;
    return {
      likelihood: labelLikelihood(task, { option, nonce }, { model, view: viewOf(model.statistics), worker }),
    };
  }

  labelCommand(task: Task, workerId: string, label: string): LabelCommand {
    return { do: 'label', workerId, nonce: nonceOf(task, workerId), label, nowMs: this.nowMs };
  }

  async skip(task: Task, workerId: string): Promise<TaskOutcome> {
    return this.change(task.taskId, {
      do: 'skip',
      workerId,
      nonce: nonceOf(task, workerId),
      nowMs: this.nowMs,
    });
  }

  /** Has new workers take the one task that is queued and give these labels (the texts of answers), one each; the workers. */
  async labels(taskId: string, ...labels: readonly string[]): Promise<readonly string[]> {
    const workers: string[] = [];
    const task = await this.task(taskId);
    for (const label of labels) {
      const workerId = this.ids.next('worker');
      const nonce = this.ids.nonce();
      accepted(await this.change(taskId, { do: 'assign', workerId, nonce, leaseMs, nowMs: this.nowMs }));
      const likelihood = await this.#likelihood(task, { workerId, nonce }, label);
      const answer = parseAnswerText(task, label) ?? { option: -1 };
      const { value } = answerToWorker(withValues(task, answer), nonce, answer.option);
      const given = value === undefined ? { label } : { value };
      const command = { do: 'label', workerId, nonce, ...given, nowMs: this.nowMs, ...likelihood } as const;
      accepted(await this.change(taskId, command));
      workers.push(workerId);
    }
    await this.settle();
    return workers;
  }

  async task(taskId: string): Promise<Task> {
    const task = await this.storage.tasks.get(taskId);
    assert.ok(task, `no task ${taskId}`);
    return task;
  }

  async quotaLeft(customerId: string): Promise<number> {
    return (await this.storage.customers.get(customerId))!.quotaLeft;
  }

  /** A lane held by `holder`, with a coin to spend. */
  async lane(laneId = 'lane-0', holder = 'settler'): Promise<LaneRecord> {
    const acquire = { laneId, holder, nowMs: this.nowMs, holdMs: 60_000 };
    const lane = await this.storage.lanes.acquire(acquire);
    assert.ok(lane, 'another holds the lane');
    const coin = lane.coin ?? aCoin(this.ids);
    const hold = { laneId, token: lane.token, untilMs: lane.heldUntilMs, coin };
    assert.equal(await this.storage.lanes.hold(hold), 'held');
    return { ...lane, coin };
  }

  async reserve(lane: LaneRecord, settlementId: string, limit = 1_000): Promise<readonly Task[]> {
    const { laneId, token } = lane;
    const reserved = await this.storage.settlement.reserve({
      settlementId,
      laneId,
      token,
      limit,
      nowMs: this.nowMs,
    });
    assert.notEqual(reserved, 'fenced');
    return reserved as readonly Task[];
  }

  /** Reserves what is due and stores the batch for it. */
  async storeBatch(lane: LaneRecord): Promise<{ settlement: SettlementRecord; tasks: readonly Task[] }> {
    const settlementId = this.ids.next('settlement');
    const tasks = await this.reserve(lane, settlementId);
    const settlement = aSettlement(this.ids, tasks, { settlementId, laneId: lane.laneId, coin: lane.coin! });
    assert.equal(await this.storage.settlement.store({ settlement, token: lane.token }), 'stored');
    await this.settle();
    return { settlement, tasks };
  }

  async advance(settlementId: string, ...states: readonly SettlementState[]): Promise<readonly Task[]> {
    const settled: Task[] = [];
    for (const to of states) {
      const outcome = await this.storage.settlement.advance({
        settlementId,
        to,
        nowMs: this.nowMs,
        note: null,
      });
      if (outcome.kind === 'advanced') settled.push(...outcome.settled);
      else assert.ok(this.lossy && outcome.kind === 'repeated', `to ${to}: ${outcome.kind}`);
    }
    await this.settle();
    return settled;
  }
}

export function nonceOf(task: Task, workerId: string): string {
  const assignment = task.assignments.find((a) => a.workerId === workerId);
  assert.ok(assignment, `${workerId} has no claim on ${task.taskId}`);
  return assignment.nonce;
}

/** Asserts that the command is in force, now or since an answer that got lost. */
export function accepted(outcome: TaskOutcome | null): Task {
  assert.ok(outcome !== null && outcome.kind !== 'refused', JSON.stringify(outcome));
  return outcome.task;
}
