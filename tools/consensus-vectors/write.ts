import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import {
  type AdaptiveConsensus,
  type AdaptivePolicy,
  adaptiveDefaults,
  basisOf,
  checkedByAllLabels,
  checkedByGold,
  decideAdaptive,
  fullTasksOneIn,
  learnFrom,
  logLikelihoodsOf,
  newTemplate,
  unknownWorker,
  viewOf,
  type WorkerStatistics,
} from '@asg/domain';
import { fraction, pick, seededRandom } from '@asg/runtime';

export const vectorsFile = 'contract/vectors/consensus/adaptive.json';

const options = 4;
const tasksCount = 400;
const goldEvery = 20;
const workers = ['ann', 'bo', 'cleo', 'dirk', 'eve', 'finn', 'guy', 'hana', 'ivo', 'jo'];

/** One closed task of a stream: what was labelled, and what must come of it. */
interface DecisionVector {
  readonly truth: number | null;
  readonly full: boolean;
  readonly labels: readonly { readonly worker: string; readonly option: number }[];
  /** Of each label: its log-likelihood under each option, in 1/65536. */
  readonly columns: readonly (readonly number[])[];
  readonly decision: ReturnType<typeof decisionVector>;
}

export interface ConsensusVectors {
  readonly about: string;
  readonly options: number;
  readonly policy: AdaptivePolicy;
  readonly tasks: readonly DecisionVector[];
  /** SHA-256 of the JSON of the statistics at the end: the template's, then each worker's by rising name. */
  readonly statistics_sha256: string;
}

/** The decision as the vectors have it, where the posterior before calibration is called `claim`. */
export function decisionVector(decision: AdaptiveConsensus) {
  if (decision.kind !== 'decided') return decision;
  const { posterior, ...rest } = decision;
  return { ...rest, claim: posterior };
}

/** A stream of tasks played one after the other; what is known of the crowd after each is used for the next. */
class Stream {
  #view = viewOf(newTemplate(options));
  readonly #workers = new Map<string, WorkerStatistics>();
  readonly #policy: AdaptivePolicy;

  constructor(policy: AdaptivePolicy) {
    this.#policy = policy;
  }

  /** Labels come from `next` until the task is decided; a gold task takes all that there are. */
  play(task: Pick<DecisionVector, 'truth' | 'full' | 'labels'>): DecisionVector {
    const basis = basisOf(this.#view, task.full);
    const all = task.labels.map(({ worker, option }) => {
      const known = this.#workers.get(worker) ?? unknownWorker;
      return { name: worker, worker: known, option, column: logLikelihoodsOf(this.#view, known, option) };
    });
    const decision = decideAdaptive(all, basis, this.#policy);
    const used = task.truth === null && decision.kind === 'decided' ? decision.workerCount : all.length;
    const labels = all.slice(0, used);
    if (task.truth !== null) this.#view = viewOf(checkedByGold(this.#view, labels, task.truth, this.#policy));
    else if (basis.full) this.#view = viewOf(checkedByAllLabels(this.#view, labels, this.#policy));
    const learned = learnFrom(this.#view, { labels, truth: task.truth });
    this.#view = viewOf(learned.template);
    for (const [i, { name }] of labels.entries()) this.#workers.set(name, learned.workers[i]!);
    return {
      truth: task.truth,
      full: task.full,
      labels: task.labels.slice(0, used),
      columns: labels.map(({ column }) => column),
      decision: decisionVector(decision),
    };
  }

  digest(): string {
    const byName = [...this.#workers]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([, statistics]) => statistics);
    return createHash('sha256')
      .update(JSON.stringify([this.#view.statistics, ...byName]))
      .digest('hex');
  }
}

/** The stored decisions played again from the labels alone. */
export function played({ policy, tasks, about }: ConsensusVectors): ConsensusVectors {
  const stream = new Stream(policy);
  const decided = tasks.map((task) => stream.play(task));
  return { about, options, policy, tasks: decided, statistics_sha256: stream.digest() };
}

/** A stream of a made-up crowd: good ones, an inverter, a spammer, one who favours an option. */
export function freshVectors(): ConsensusVectors {
  const random = seededRandom('consensus vectors');
  const all = Array.from({ length: options }, (_, option) => option);
  const tasks = Array.from({ length: tasksCount }, (_, i): DecisionVector => {
    const truth = pick(all, random);
    const drawn = workers.map((worker) => ({ worker, key: fraction(random) })).sort((a, b) => a.key - b.key);
    const asked = drawn.slice(0, adaptiveDefaults.maxLabels).map(({ worker }) => worker);
    const labels = asked.map((worker) => {
      const chance = fraction(random);
      if (worker === 'eve') return { worker, option: (truth + 1) % options };
      if (worker === 'finn') return { worker, option: pick(all, random) };
      if (worker === 'guy') return { worker, option: chance < 0.5 ? 0 : truth };
      return { worker, option: chance < 0.75 ? truth : pick(all, random) };
    });
    const isGold = i % goldEvery === 0;
    const full = !isGold && i % fullTasksOneIn === 1;
    return { truth: isGold ? truth : null, full, labels, columns: [], decision: { kind: 'exhausted' } };
  });
  const about =
    'Adaptive consensus: labels in the order of arrival, what each said (log chances in 1/65536), the decision. Play the tasks in order.';
  const policy = { policy: 'adaptive', ...adaptiveDefaults } as const;
  return played({ about, options, policy, tasks, statistics_sha256: '' });
}

/** One line for each task, so that a change shows which decisions it changes. */
export function vectorsText({ tasks, ...head }: ConsensusVectors): string {
  const [open, close] = JSON.stringify({ ...head, tasks: [] }).split('[]}');
  const lines = tasks.map((task) => `  ${JSON.stringify(task)}`).join(',\n');
  return `${open}[\n${lines}\n]}${close}\n`;
}

if (import.meta.main) {
  await mkdir(dirname(vectorsFile), { recursive: true });
  await writeFile(vectorsFile, vectorsText(freshVectors()));
  console.log(`${tasksCount} decisions written to ${vectorsFile}`);
}
