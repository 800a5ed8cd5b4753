import assert from 'node:assert/strict';
import { type JobRecord, jobTaskId, type SettlementRecord, type SettlementState } from '@asg/domain';
import type { Storage } from '@asg/storage';
import { aCoin, aCustomer, anOrder, aSettlement, aWorker, IdSource, startMs } from '@asg/storage/contract';

const leaseMs = 600_000;
const date = '2025-06-15';

/** One thing that a process does; done again it changes nothing. */
export type Step = (storage: Storage) => Promise<void>;

/** A history of everything that spans records, in steps that name all they do. */
export class Story {
  readonly #ids = new IdSource();
  readonly #customer = aCustomer(this.#ids, 100);
  readonly #workers = [aWorker(this.#ids), aWorker(this.#ids), aWorker(this.#ids)];
  readonly #tasks = Array.from({ length: 3 }, () => anOrder(this.#ids, this.#customerId));
  readonly #batchTasks = Array.from({ length: 4 }, () => anOrder(this.#ids, this.#customerId));
  readonly #batchId = this.#ids.next('batch');
  readonly #job: JobRecord = {
    jobId: this.#ids.next('job'),
    customerId: this.#customerId,
    revision: 0,
    status: 'queued',
    manifestUrl: null,
    taskType: 'image_classification',
    labelSpec: { question: 'Mood?', options: ['good', 'bad'] },
    threshold: null,
    callbackUrl: null,
    credentials: null,
    delivery: null,
    cursor: { offset: 0, line: 0, tag: null, accepted: 0, repeated: 0, rejected: 0 },
    note: null,
    failures: 0,
    dueAtMs: null,
    cancelledLine: 0,
    createdAtMs: startMs,
    ingestedAtMs: null,
    endedAtMs: null,
    deliveredAtMs: null,
  };
  readonly #jobTasks = [1, 2].map((line) =>
    anOrder(this.#ids, this.#customerId, {
      taskId: jobTaskId(this.#job.jobId, line),
      jobId: this.#job.jobId,
    }),
  );
  readonly #nonces = Array.from({ length: 3 }, () => this.#ids.nonce());
  readonly #settlementIds = [this.#ids.next('settlement'), this.#ids.next('settlement')] as const;
  readonly #coin = aCoin(this.#ids);
  readonly #hashes = Array.from({ length: 4 }, () => this.#ids.hash());
  #token = 0;
  #first: SettlementRecord | null = null;
  #second: SettlementRecord | null = null;

  get #customerId(): string {
    return this.#customer.customer.customerId;
  }

  get #all() {
    return [...this.#tasks, ...this.#batchTasks, ...this.#jobTasks];
  }

  /** By name, in order. */
  steps(): readonly (readonly [name: string, step: Step])[] {
    const label = ['cat', 'cat', 'dog'];
    return [
      ['register', (storage) => this.#register(storage)],
      ...this.#tasks.map((_, i) => [`open ${i}`, (storage: Storage) => this.#open(storage, i)] as const),
      ['open a batch', (storage) => this.#openBatch(storage)],
      ['save a job', async (storage) => assert.equal(await storage.jobs.save(this.#job), 'saved')],
      ['open its lines', (storage) => this.#openLines(storage)],
      ['cancel', (storage) => this.#cancel(storage)],
      ...this.#workers.flatMap((_, i) => [
        [`claim ${i}`, (storage: Storage) => this.#claim(storage, i)] as const,
        [`label ${i}`, (storage: Storage) => this.#label(storage, i, label[i]!)] as const,
      ]),
      ['take the lane', (storage) => this.#takeLane(storage)],
      ['store a settlement', (storage) => this.#store(storage)],
      ['send it', (storage) => this.#advance(storage, this.#settlementIds[0], 'broadcasting')],
      ['see it', (storage) => this.#advance(storage, this.#settlementIds[0], 'seen')],
      ['doubt it', (storage) => this.#advance(storage, this.#settlementIds[0], 'contested')],
      ['replace it', (storage) => this.#replace(storage)],
      ['send the other', (storage) => this.#advance(storage, this.#settlementIds[1], 'broadcasting')],
      ['see the other', (storage) => this.#advance(storage, this.#settlementIds[1], 'seen')],
      ['doubt the other', (storage) => this.#advance(storage, this.#settlementIds[1], 'contested')],
      ['put the first back', (storage) => this.#revive(storage)],
      ['see it again', (storage) => this.#advance(storage, this.#settlementIds[0], 'seen')],
    ];
  }

  async #register(storage: Storage): Promise<void> {
    assert.equal(await storage.customers.register(this.#customer), 'registered');
    for (const worker of this.#workers) assert.equal(await storage.workers.register(worker), 'registered');
  }

  async #open(storage: Storage, i: number): Promise<void> {
    const idempotency = i === 0 ? null : { key: `key ${i}`, bodyHash: 'body' };
    const tasks = [{ order: this.#tasks[i]!, idempotency }];
    const outcome = await storage.tasks.open({
      customerId: this.#customerId,
      tasks,
      batch: null,
      nowMs: startMs,
    });
    assert.equal(outcome.kind, 'opened');
  }

  async #openBatch(storage: Storage): Promise<void> {
    const tasks = this.#batchTasks.map((order, i) => ({
      order,
      idempotency: i === 0 ? { key: 'key 1', bodyHash: 'body' } : null,
    }));
    const batch = { batchId: this.#batchId, idempotency: { key: 'batch', bodyHash: 'body' } };
    const outcome = await storage.tasks.open({ customerId: this.#customerId, tasks, batch, nowMs: startMs });
    assert.equal(outcome.kind, 'opened');
  }

  async #openLines(storage: Storage): Promise<void> {
    const tasks = this.#jobTasks.map((order) => ({ order, idempotency: null }));
    const outcome = await storage.tasks.open({
      customerId: this.#customerId,
      tasks,
      batch: null,
      nowMs: startMs,
    });
    assert.equal(outcome.kind, 'opened');
  }

  async #cancel(storage: Storage): Promise<void> {
    const outcome = await storage.tasks.cancel({ taskId: this.#tasks[2]!.taskId, nowMs: startMs + 1 });
    assert.notEqual(outcome?.kind, 'refused');
  }

  async #claim(storage: Storage, i: number): Promise<void> {
    const { workerId } = this.#workers[i]!.worker;
    const { tasks } = await storage.work.claim({
      workerId,
      languages: ['en'],
      count: 20,
      nonce: this.#nonces[i]!,
      nowMs: startMs + 2,
      leaseMs,
      liveMax: 50,
    });
    assert.equal(tasks.length, this.#all.length - 2, `claim ${i}`);
  }

  async #label(storage: Storage, i: number, label: string): Promise<void> {
    const { workerId } = this.#workers[i]!.worker;
    const open = this.#all.filter((order) => order !== this.#tasks[2] && order !== this.#batchTasks[0]);
    const outcomes = await storage.tasks.change(
      open.map(({ taskId, labelSpec }) => ({
        taskId,
        command: {
          do: 'label',
          workerId,
          nonce: this.#nonces[i]!,
          label: labelSpec.options.includes(label) ? label : labelSpec.options[0]!,
          nowMs: startMs + 3 + i,
        },
      })),
    );
    for (const outcome of outcomes)
      assert.ok(outcome !== null && outcome.kind !== 'refused', JSON.stringify(outcome));
  }

  async #takeLane(storage: Storage): Promise<void> {
    const lane = await storage.lanes.acquire({
      laneId: 'lane',
      holder: 'me',
      nowMs: startMs,
      holdMs: 60_000,
    });
    this.#token = lane!.token;
    const hold = {
      laneId: 'lane',
      token: lane!.token,
      untilMs: startMs + 60_000,
      coin: lane!.coin ?? this.#coin,
    };
    assert.equal(await storage.lanes.hold(hold), 'held');
  }

  async #store(storage: Storage): Promise<void> {
    const [settlementId] = this.#settlementIds;
    // A settler that comes back takes the lane anew, which frees what it had reserved and never stored.
    if ((await storage.settlement.get(settlementId)) === null) await this.#takeLane(storage);
    const reserved = await storage.settlement.reserve({
      settlementId,
      laneId: 'lane',
      token: this.#token,
      limit: 100,
      nowMs: startMs + 10,
    });
    assert.ok(reserved !== 'fenced');
    assert.equal(reserved.length, this.#all.length - 2);
    this.#first ??= this.#settlement(settlementId, reserved, null);
    const outcome = await storage.settlement.store({ settlement: this.#first, token: this.#token });
    assert.equal(outcome, 'stored');
  }

  #settlement(
    settlementId: string,
    tasks: Parameters<typeof aSettlement>[1],
    replaces: string | null,
  ): SettlementRecord {
    const made = { settlementId, laneId: 'lane', coin: this.#coin, ...(replaces !== null && { replaces }) };
    const plain = aSettlement(this.#ids, tasks, made);
    const txid = this.#hashes[replaces === null ? 0 : 1]!;
    return { ...plain, txid, root: this.#hashes[2]!, change: { ...plain.change!, txid } };
  }

  async #advance(storage: Storage, settlementId: string, to: SettlementState): Promise<void> {
    const outcome = await storage.settlement.advance({ settlementId, to, nowMs: startMs + 20, note: null });
    assert.notEqual(outcome.kind, 'illegal');
  }

  async #replace(storage: Storage): Promise<void> {
    const [old, settlementId] = this.#settlementIds;
    const tasks = await storage.tasks.many(this.#first!.tasks.map(({ taskId }) => taskId));
    this.#second ??= {
      ...this.#settlement(
        settlementId,
        tasks.map((task) => task!),
        old,
      ),
      tasks: this.#first!.tasks,
      payees: this.#first!.payees,
    };
    const outcome = await storage.settlement.store({ settlement: this.#second, token: this.#token });
    assert.equal(outcome, 'stored');
  }

  async #revive(storage: Storage): Promise<void> {
    const [settlementId] = this.#settlementIds;
    const outcome = await storage.settlement.revive({ settlementId, token: this.#token, note: 'it has it' });
    assert.equal(outcome, 'revived');
  }

  /** All that can be read of it, but for what depends on the order in which things were recorded. */
  async digest(storage: Storage): Promise<unknown> {
    const customerId = this.#customerId;
    const page = { limit: 100, before: null };
    const workerIds = this.#workers.map(({ worker }) => worker.workerId);
    const events = await storage.events.after(customerId, { after: null, limit: 100 });
    const outbox = await storage.events.undispatched(100);
    const lane = await storage.lanes.get('lane');
    const tasks = await storage.tasks.many(this.#all.map(({ taskId }) => taskId));
    return {
      customer: await storage.customers.get(customerId),
      batch: await storage.tasks.batch(this.#batchId),
      job: await storage.jobs.get(this.#job.jobId),
      tasks,
      listed: await storage.tasks.ofCustomer({ customerId, after: null, before: null, limit: 100 }),
      events: events.map(({ eventId }) => eventId).sort(),
      outbox: outbox.map(({ event: { eventId } }) => eventId).sort(),
      stats: await storage.stats.get(customerId, { from: date, to: date }),
      months: await storage.billing.months(customerId, page),
      workers: await Promise.all(
        workerIds.map(async (workerId) => [
          await storage.workers.get(workerId),
          await storage.workers.totals(workerId),
          await storage.payouts.earnings(workerId, page),
          await storage.trust.sums(workerId),
          (await storage.workers.history(workerId, page)).length,
          await storage.models.ofWorker(workerId, { limit: 10, after: null }),
        ]),
      ),
      lane: { ...lane, token: 0 },
      settlements: await storage.settlement.list({ ...page, state: null }),
      due: await storage.settlement.paymentQueue(100, startMs + 1_000),
      queue: await storage.work.waiting(100),
      inUse: await storage.settlement.coinsInUse([this.#coin]),
    };
  }
}
