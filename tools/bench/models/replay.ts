import {
  adaptiveDefaults,
  basisOf,
  decideAdaptive,
  type Label,
  labelLikelihood,
  newTemplate,
  newTemplateModel,
  openTask,
  type Task,
  type TemplateModel,
  trained,
  unknownWorker,
  viewFor,
  viewOf,
  type WeighedLabel,
  type WorkerStatistics,
} from '@asg/domain';
import { at } from '@asg/values/present';
import { columnOf, type SimulatedModel, type SimulatedTask } from './crowd.ts';

export interface Replayed {
  readonly accuracy: number;
  readonly labels: number;
}

const policy = { policy: 'adaptive', ...adaptiveDefaults } as const;

/** What a customer's record learns and decides, label by label as on a running instance. */
class Customer {
  readonly #options: readonly string[];
  readonly #policy: Omit<typeof policy, 'targetConfidence'> & { readonly targetConfidence: number };
  readonly #workers = new Map<number, WorkerStatistics>();
  #model: TemplateModel | null = null;

  constructor(options: number, targetConfidence: number) {
    this.#policy = { ...policy, targetConfidence };
    this.#options = Array.from({ length: options }, (_, option) => String.fromCharCode(97 + option));
  }

  ask({ answers, prediction, full }: SimulatedTask, isPredicted: boolean): Task {
    const open = openTask({
      taskId: 'tsk_1',
      customerId: 'cust_1',
      batchId: null,
      jobId: null,
      type: 'sentiment',
      dataUrl: 'https://example.com/1',
      labelSpec: { question: 'Which?', options: this.#options },
      consensus: { ...this.#policy, threshold: 3, full },
      language: null,
      ...(isPredicted && { predictions: [prediction] }),
      priority: 5,
      metadata: null,
      callbackUrl: null,
      createdAtMs: 0,
      expiresAtMs: null,
      salt: '',
    });
    const model = this.#model ?? newTemplateModel(open);
    const view = viewFor(model, open);
    const labels: (Label & WeighedLabel)[] = [];
    for (const { worker: number, option } of answers) {
      const worker = this.#workers.get(number) ?? unknownWorker;
      const { logLikelihoods, basis } = labelLikelihood(open, { option }, { model, view, worker });
      labels.push({ workerId: String(number), option, atMs: 0, column: logLikelihoods });
      const found = decideAdaptive(labels, basis, this.#policy);
      if (found.kind !== 'decided') continue;
      const { agreementCount, workerCount, confidence } = found;
      const decision = {
        option: found.option,
        agreementCount,
        workerCount,
        confidence,
        decidedAtMs: 0,
        ground: basis,
      };
      const task: Task = { ...open, labels, decision, state: 'verified', closedAtMs: 0 };
      this.#learn(task);
      return task;
    }
    throw new Error('the answers do not decide the task');
  }

  /** What is known of the workers who labelled most, and of the model. */
  known() {
    const workers = [...this.#workers.values()].toSorted((a, b) => b.counted - a.counted);
    return { workers: workers.slice(0, 10), model: this.#model?.predictors?.[0] };
  }

  #learn(task: Task): void {
    const numbers = task.labels.map(({ workerId }) => Number(workerId));
    const workers = numbers.map((number) => this.#workers.get(number) ?? unknownWorker);
    if (task.labels.length < 2 && task.predictions === undefined) return;
    const shared = { model: null, workers: numbers.map(() => unknownWorker) };
    const own = { model: this.#model, workers };
    const taught = trained({ task, labels: task.labels, gold: null }, { shared, own, run: null }, 'own');
    this.#model = taught.model;
    for (const [i, number] of numbers.entries()) this.#workers.set(number, at(taught.workers, i));
  }
}

export function learned(
  { tasks }: Pick<SimulatedModel, 'tasks'>,
  options: number,
  isPredicted: boolean,
  targetConfidence: number = policy.targetConfidence,
): Replayed {
  const customer = new Customer(options, targetConfidence);
  return means(
    tasks.map((task) => {
      const { decision, labels } = customer.ask(task, isPredicted);
      return { isRight: decision?.option === task.truth, labels: labels.length };
    }),
  );
}

/** What a record keeps of workers and of the model after these tasks. */
export function knownAfter({ tasks }: Pick<SimulatedModel, 'tasks'>, options: number) {
  const customer = new Customer(options, policy.targetConfidence);
  for (const task of tasks) customer.ask(task, true);
  return customer.known();
}

/** By who knows the matrices of all workers, and of the model where that is asked. */
export function oracle(
  { tasks, accuracies }: SimulatedModel,
  options: number,
  isPredicted: boolean,
): Replayed {
  const basis = { ...basisOf(viewOf(newTemplate(options))), givenOnly: true } as const;
  return means(
    tasks.map(({ answers, oracle: column, truth, full }) => {
      const labels = answers.map(({ worker, option }) => ({
        option,
        column: columnOf(options, option, at(accuracies, worker)),
      }));
      const predictions = isPredicted && !full && column !== null ? [{ model: 'm', column }] : null;
      const found = decideAdaptive(
        labels,
        { ...basis, full, ...(predictions !== null && { predictions }) },
        policy,
      );
      if (found.kind !== 'decided') throw new Error('the answers do not decide the task');
      return { isRight: found.option === truth, labels: found.workerCount };
    }),
  );
}

function means(tasks: readonly { readonly isRight: boolean; readonly labels: number }[]): Replayed {
  return {
    accuracy: tasks.filter(({ isRight }) => isRight).length / tasks.length,
    labels: tasks.reduce((sum, { labels }) => sum + labels, 0) / tasks.length,
  };
}
