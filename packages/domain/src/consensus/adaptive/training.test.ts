import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  joinedWorker,
  reliabilityOf,
  unit,
  unknownWorker,
  viewOf,
  type WorkerStatistics,
} from '@asg/consensus';
import { adaptiveDefaults } from '@asg/consensus/adaptive-defaults';
import fc from 'fast-check';
import { coverOf } from '../../balance/cover.ts';
import { sats } from '../../money/sats.ts';
import { applyTaskCommand } from '../../task/commands.ts';
import { type LabelLikelihood, openTask, type Task } from '../../task/task.ts';
import { isReplayed } from '../replay.ts';
import { firstLabels } from './shares.ts';
import { modelFor, newTemplateModel, type TemplateModel } from './template-model.ts';
import {
  type KnownModels,
  labelLikelihood,
  type Taught,
  type TaughtModels,
  type TrainingExample,
  taughtBy,
  trained,
  trainingExampleOf,
} from './training.ts';

const options = ['dog', 'ant', 'cat'];

function aTask(change: Partial<Task> = {}): Task {
  return {
    ...openTask({
      taskId: 'tsk_1',
      customerId: 'cust_1',
      batchId: null,
      jobId: null,
      type: 'sentiment',
      dataUrl: 'https://example.com/1',
      labelSpec: { question: 'Which?', options },
      consensus: { policy: 'adaptive', ...adaptiveDefaults, threshold: 3, full: false },
      language: null,
      priority: 5,
      metadata: null,
      callbackUrl: null,
      createdAtMs: 0,
      expiresAtMs: null,
      salt: '',
    }),
    ...change,
  };
}

/** What is known, kept as a store keeps it: learnt from with every close. */
class Memory {
  model = newTemplateModel(aTask());
  readonly workers = new Map<string, WorkerStatistics>();

  likelihood(task: Task, workerId: string, label: string): LabelLikelihood {
    const worker = this.workers.get(workerId) ?? unknownWorker;
    const option = task.labelSpec.options.indexOf(label);
    return labelLikelihood(
      task,
      { option },
      { model: this.model, view: viewOf(this.model.statistics), worker },
    );
  }

  /** The task after these labels, one each of `w0`, `w1`, …, until it is closed. */
  play(task: Task, labels: readonly string[]): Task {
    let now = task;
    for (const [i, label] of labels.entries()) {
      const [workerId, nonce] = [`w${i}`, 'AAAAAA'];
      now = applyTaskCommand(now, { do: 'assign', workerId, nonce, leaseMs: 10, nowMs: 0 }).task;
      const likelihood = this.likelihood(now, workerId, label);
      const outcome = applyTaskCommand(now, { do: 'label', workerId, nonce, label, nowMs: 1, likelihood });
      this.learn(now, outcome.task);
      now = outcome.task;
      if (now.closedAtMs !== null) break;
    }
    return now;
  }

  learn(before: Task, after: Task): void {
    const training = trainingExampleOf(before, after);
    if (training === null) return;
    const ids = training.labels.map(({ workerId }) => workerId);
    const workers = ids.map((id) => this.workers.get(id) ?? unknownWorker);
    const shared = { model: this.model, workers };
    const known = trained(training, { shared, own: null, run: null }, 'shared');
    this.model = known.model;
    ids.forEach((id, i) => {
      this.workers.set(id, known.workers[i]!);
    });
  }
}

const streams = fc.array(
  fc.record({
    labels: fc.array(fc.constantFrom(...options), { minLength: 10, maxLength: 10 }),
    order: fc.shuffledSubarray(options, { minLength: 3 }),
    full: fc.boolean(),
  }),
  { minLength: 1, maxLength: 25 },
);

test('every decision of a stream is replayed from its stored record alone, whatever was learnt since', () => {
  fc.assert(
    fc.property(streams, (stream) => {
      const memory = new Memory();
      const closed = stream.map(({ labels, order, full }) => {
        const consensus = { policy: 'adaptive', ...adaptiveDefaults, threshold: 3, full } as const;
        return memory.play(aTask({ consensus, labelSpec: { question: 'Which?', options: order } }), labels);
      });
      for (const task of closed) {
        assert.equal(task.state, 'verified');
        const stored = JSON.parse(JSON.stringify(task)) as Task;
        assert.ok(isReplayed(stored));
        const { decision } = stored;
        const other = (decision!.option + 1) % options.length;
        assert.ok(!isReplayed({ ...stored, decision: { ...decision!, option: other } }));
        assert.ok(!isReplayed({ ...stored, decision: { ...decision!, confidence: 0.123 } }));
      }
    }),
    { numRuns: 40 },
  );
});

test('a template does not care in which order a task lists its options', () => {
  fc.assert(
    fc.property(streams, (stream) => {
      const [asListed, sorted] = [new Memory(), new Memory()];
      for (const { labels, order } of stream) {
        const one = asListed.play(aTask({ labelSpec: { question: 'Which?', options: order } }), labels);
        const two = sorted.play(
          aTask({ labelSpec: { question: 'Which?', options: [...order].sort() } }),
          labels,
        );
        assert.equal(one.labels.length, two.labels.length);
      }
      assert.deepEqual(asListed.model, sorted.model);
      assert.deepEqual(asListed.workers, sorted.workers);
    }),
    { numRuns: 40 },
  );
});

test('answers to one gold item are checks of ever less weight, and do not count in how frequent its answer is', () => {
  const gold = { goldId: 'gld_1', option: 2 };
  let known: TaughtModels = { model: newTemplateModel(aTask()), workers: [], run: null };
  for (let i = 0; i < 40; i++) {
    const before = aTask({ gold, state: 'in_progress' });
    const labels = [{ workerId: `w${i}`, option: i % 4 === 0 ? 0 : 2, atMs: 0 }];
    const training = trainingExampleOf(before, { ...before, labels, state: 'verified' });
    const shared = { model: known.model, workers: [unknownWorker] };
    known = trained(training!, { shared, own: null, run: known.run }, 'shared');
  }
  const { statistics, foretold } = known.model;
  assert.equal(statistics.tasks, 0);
  assert.deepEqual(statistics.classes, [0, 0, 0]);
  assert.equal(statistics.counted, 40 * unit);
  assert.ok(known.run!.checks >= 5, `${known.run!.checks}`);
  const { checks, error, bins } = reliabilityOf(foretold, statistics.calibration);
  assert.ok(checks > 1.9 && checks < 2, `${checks}`);
  assert.ok(error !== null && bins.every(({ right }) => right >= 0 && right <= 1));
});

test('labels without a look make nobody better, and nobody worse than chance', () => {
  const answers = fc.array(fc.record({ option: fc.nat(2), unseen: fc.boolean() }), { maxLength: 60 });
  fc.assert(
    fc.property(answers, (given) => {
      let worker = unknownWorker;
      for (const { option, unseen } of given) {
        const gold = { goldId: 'gld_1', option: 2 };
        const label = { workerId: 'w', option, atMs: 0, ...(unseen && { unseen: true as const }) };
        const before = aTask({ gold, state: 'in_progress' });
        const training = trainingExampleOf(before, { ...before, labels: [label], state: 'verified' })!;
        const shared = { model: newTemplateModel(aTask()), workers: [worker] };
        const after = trained(training, { shared, own: null, run: null }, 'shared').workers[0]!;
        const isAboveChance = worker.agreed * options.length > worker.counted;
        if (unseen && (option === 2 || !isAboveChance)) assert.equal(after, worker);
        else assert.ok(after.counted > worker.counted);
        assert.ok(!unseen || after.agreed <= worker.agreed);
        worker = after;
      }
    }),
    { numRuns: 60 },
  );
});

test('the reliability of confidences that were right half the time shows the distance', () => {
  const model = newTemplateModel(aTask());
  const { calibration } = model.statistics;
  const tenth = (checked: number, confidence: number, right: number) => ({
    checked: model.foretold.checked.with(8, checked * unit),
    confidence: model.foretold.confidence.with(8, checked * unit * confidence),
    right: model.foretold.right.with(8, right * unit),
  });
  assert.ok(Math.abs(reliabilityOf(tenth(10, 0.8, 5), calibration).error! - 0.3) < 1e-6);
  assert.equal(reliabilityOf(model.foretold, calibration).error, null);
  const { curve } = reliabilityOf(model.foretold, calibration);
  assert.deepEqual([curve[0]!.claimed, curve.at(-1)!.claimed], [1 / 3, 1]);
});

/** The records of one customer and of everybody. */
class Records {
  readonly #models: Record<Taught, TemplateModel | null> = { shared: null, own: null };
  readonly #workers = {
    shared: new Map<string, WorkerStatistics>(),
    own: new Map<string, WorkerStatistics>(),
  };

  known(taught: Taught, ids: readonly string[]): KnownModels {
    const workers = ids.map((id) => this.#workers[taught].get(id) ?? unknownWorker);
    return { model: this.#models[taught], workers };
  }

  learn(task: Task, choose: (training: TrainingExample, shared: KnownModels) => Taught): void {
    const training = trainingExampleOf({ ...task, state: 'in_progress' }, task)!;
    const ids = training.labels.map(({ workerId }) => workerId);
    const [shared, own] = [this.known('shared', ids), this.known('own', ids)];
    const taught = choose(training, shared);
    const after = trained(training, { shared, own, run: null }, taught);
    this.#models[taught] = after.model;
    for (const [i, id] of ids.entries()) this.#workers[taught].set(id, after.workers[i]!);
  }

  joined() {
    const ids = [0, 1, 2, 3].map((i) => `w${i}`);
    const [shared, own] = [this.known('shared', ids), this.known('own', ids)];
    const model = modelFor(shared.model, own.model)!;
    const { shares: _, ...statistics } = model.statistics;
    const workers = ids.map((__, i) => {
      const { agreed, counted, cells } = joinedWorker(shared.workers[i]!, own.workers[i]!);
      return { agreed, counted, cells };
    });
    return { model: { ...model, statistics }, workers };
  }
}

function closedBy(votes: readonly number[], change: Partial<Task> = {}): Task {
  const labels = votes.map((option, i) => ({ workerId: `w${i}`, option, atMs: 0 }));
  const consensus = { policy: 'threshold', threshold: 3, earlyStop: false, maxLabels: 7 } as const;
  return aTask({ consensus, labels, state: 'verified', closedAtMs: 1, ...change });
}

const votes = fc.array(fc.integer({ min: 0, max: 2 }), { minLength: 2, maxLength: 4 });

test('what is known by two records together is what one record would know, however tasks are divided', () => {
  const taught = fc.constantFrom<Taught>('shared', 'own');
  fc.assert(
    fc.property(fc.array(fc.tuple(votes, taught), { minLength: 1, maxLength: 60 }), (stream) => {
      const [divided, one] = [new Records(), new Records()];
      for (const [labels, into] of stream) {
        divided.learn(closedBy(labels), () => into);
        one.learn(closedBy(labels), () => 'own');
      }
      assert.deepEqual(divided.joined(), one.joined());
    }),
    { numRuns: 60 },
  );
});

const price = { payoutSats: sats(325), feePercent: 0 };

test('everybody’s record takes a bounded part of what it knows from one customer, and nothing that is not funded', () => {
  const customers = fc.constantFrom('cust_1', 'cust_2', 'cust_3');
  const from = fc.constantFrom('balance' as const, 'allowance' as const);
  fc.assert(
    fc.property(fc.array(fc.tuple(votes, customers, from), { minLength: 50, maxLength: 150 }), (stream) => {
      const records = new Records();
      let funded = 0;
      for (const [labels, customerId, source] of stream) {
        const task = closedBy(labels, { customerId, cover: coverOf(9, price, source) });
        const before = records.known('shared', []).model;
        records.learn(task, taughtBy);
        if (source === 'balance') funded += labels.length;
        else assert.equal(records.known('shared', []).model, before);
      }
      const { model, workers } = records.known('shared', ['w0', 'w1', 'w2', 'w3']);
      const all = [
        [model?.statistics, firstLabels.ofTemplate],
        ...workers.map((worker) => [worker, firstLabels.ofWorker] as const),
      ] as const;
      assert.ok((model?.statistics.counted ?? 0) <= funded * unit);
      for (const [record, first] of all) {
        for (const share of record?.shares ?? [])
          assert.ok(share <= Math.max(first * unit, record!.counted / 4 + 4 * unit), `${share / unit}`);
      }
    }),
    { numRuns: 60 },
  );
});
