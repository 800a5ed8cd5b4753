import {
  type AdaptivePolicy,
  adaptiveDefaults,
  basisOf,
  checkedByAllLabels,
  checkedByGold,
  decideAdaptive,
  expectedInformationGain,
  indexOfMax,
  learnFrom,
  limitsFor,
  logLikelihoodsOf,
  logPosterior,
  newTemplate,
  softmax,
  type TemplateView,
  unknownWorker,
  viewOf,
  type WeighedLabel,
  type WorkerStatistics,
} from '@asg/domain';
import { at, present } from '@asg/values/present';
import type { OfflineAnswer, OfflineQuestion, OfflineRun } from './order.ts';
import { type Outcome, outcomeOf } from './outcome.ts';

type GivenLabel = WeighedLabel & { readonly worker: WorkerStatistics; readonly workerNumber: number };

/** The adaptive policy over a whole run: every closed question teaches about the crowd before the next is asked. */
export class AdaptiveReplay {
  readonly #policy: AdaptivePolicy;
  readonly #atHand: number;
  readonly #workers = new Map<number, WorkerStatistics>();
  #view: TemplateView;

  /** `atHand`: how many of the recorded workers one can choose from for the next label; 1: they come as they come. */
  constructor(options: number, target: { targetConfidence: number; maxLabels: number }, atHand: number) {
    this.#policy = {
      policy: 'adaptive',
      ...target,
      minLabels: Math.min(adaptiveDefaults.minLabels, target.maxLabels),
    };
    this.#atHand = atHand;
    this.#view = viewOf(newTemplate(options));
  }

  /** The outcomes of the questions that are not gold, in their order. */
  run({ gold, questions }: OfflineRun): readonly Outcome[] {
    for (const question of gold) this.#learnGold(question);
    return questions.map((question) => this.#ask(question));
  }

  /** A worker's own statistics at this point, by number. */
  workerOf(number: number): WorkerStatistics {
    return this.#workers.get(number) ?? unknownWorker;
  }

  get view(): TemplateView {
    return this.#view;
  }

  /** As a running instance does: checked with the default policy, whatever a task's own, and not counted as one of the tasks. */
  #learnGold({ answers, truth }: OfflineQuestion): void {
    const labels = answers.map((answer) => this.#weigh(answer));
    const known = present(truth, 'the truth of a gold question');
    this.#view = viewOf(
      checkedByGold(this.#view, labels, known, { policy: 'adaptive', ...adaptiveDefaults }),
    );
    this.#learn(labels, truth);
  }

  #ask(question: OfflineQuestion): Outcome {
    const policy = { ...this.#policy, ...limitsFor(this.#policy, question.answers.length) };
    const basis = basisOf(this.#view, question.isFull);
    const labels: GivenLabel[] = [];
    const left = [...question.answers];
    let found = decideAdaptive(labels, basis, policy);
    while (found.kind === 'open') {
      labels.push(this.#weigh(this.#next(left, labels)));
      found = decideAdaptive(labels, basis, policy);
    }
    if (basis.full) this.#view = viewOf(checkedByAllLabels(this.#view, labels, this.#policy));
    this.#learn(labels, null);
    if (found.kind === 'exhausted') {
      return outcomeOf(question, { option: null, confidence: null, posterior: null, labels: labels.length });
    }
    const { option, confidence, posterior } = found;
    return outcomeOf(question, { option, confidence, posterior, labels: labels.length });
  }

  /** Takes the next answer: of the workers at hand, that with the largest expected information gain. */
  #next(left: OfflineAnswer[], labels: readonly GivenLabel[]): OfflineAnswer {
    const atHand = left.slice(0, this.#atHand);
    if (atHand.length === 1) return at(left.splice(0, 1), 0);
    const shares = softmax(logPosterior(this.#view.prior, labels));
    const gains = atHand.map(({ worker }) =>
      expectedInformationGain(this.#view, this.workerOf(worker), shares),
    );
    return at(left.splice(indexOfMax(gains), 1), 0);
  }

  #weigh({ worker: workerNumber, option }: OfflineAnswer): GivenLabel {
    const worker = this.workerOf(workerNumber);
    return { workerNumber, worker, option, column: logLikelihoodsOf(this.#view, worker, option) };
  }

  #learn(labels: readonly GivenLabel[], truth: number | null): void {
    const { template, workers } = learnFrom(this.#view, { labels, truth, isProbe: truth !== null });
    this.#view = viewOf(template);
    for (const [i, { workerNumber }] of labels.entries()) this.#workers.set(workerNumber, at(workers, i));
  }
}
