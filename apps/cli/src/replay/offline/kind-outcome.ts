import { adaptiveDefaults, unknownWorker, type WorkerStatistics } from '@asg/consensus';
import { basesOf, type CrowdModel, type Ground } from '@asg/kinds';
import { at, present } from '@asg/values/present';
import type { ReplayRules, TextLabel } from '../kinds/rules.ts';
import { type LivePolicy, maxLabelsOf } from '../policies.ts';
import type { OfflineQuestion, OfflineRun } from './order.ts';
import { type Outcome, outcomeOf } from './outcome.ts';

interface Said extends TextLabel {
  readonly number: number;
  readonly worker: WorkerStatistics;
}

/** A policy over a whole run of another kind than a choice, by the rules of the kind: labels as they come, until they decide. */
export class KindReplay {
  readonly #rules: ReplayRules;
  readonly #texts: readonly string[];
  readonly #policy: LivePolicy;
  readonly #earlyStop: boolean;
  readonly #workers = new Map<number, WorkerStatistics>();
  #model: CrowdModel;

  /** `texts`: canonical, by the number of the answer. */
  constructor(rules: ReplayRules, texts: readonly string[], policy: LivePolicy, earlyStop: boolean) {
    this.#rules = rules;
    this.#texts = texts;
    this.#policy = policy;
    this.#earlyStop = earlyStop;
    this.#model = rules.newModel();
  }

  /** The outcomes of the questions that are not gold, in their order. */
  run({ gold, questions }: OfflineRun): readonly Outcome[] {
    for (const question of gold) {
      const truth = at(this.#texts, present(question.truth, 'the truth of a gold question'));
      this.#learn(
        question.answers.map((answer) => this.#said(answer)),
        truth,
      );
    }
    return questions.map((question) => this.#ask(question));
  }

  #ask(question: OfflineQuestion): Outcome {
    const maxLabels = maxLabelsOf(this.#policy, question.answers.length);
    const ground = this.#ground(maxLabels);
    const labels: Said[] = [];
    let found = this.#rules.combine(labels, ground);
    for (const answer of question.answers.slice(0, maxLabels)) {
      if (found.kind !== 'open') break;
      labels.push(this.#said(answer));
      if (labels.length >= found.targetLabels) found = this.#rules.combine(labels, ground);
    }
    if (this.#policy.kind === 'adaptive') this.#learn(labels, null);
    if (found.kind !== 'decided')
      return outcomeOf(question, { option: null, confidence: null, posterior: null, labels: labels.length });
    const place = this.#texts.indexOf(found.value);
    const option = place === -1 ? this.#texts.length : place;
    const outcome = { option, confidence: found.confidence, posterior: null, labels: labels.length };
    const { isRight } = this.#rules;
    if (question.truth === null || isRight === undefined) return outcomeOf(question, outcome);
    const truth = at(this.#texts, question.truth);
    return outcomeOf(question, outcome, () => isRight(found.value, truth));
  }

  #ground(maxLabels: number): Ground {
    const policy = this.#policy;
    if (policy.kind === 'threshold')
      return {
        kind: 'votes',
        policy: { policy: 'threshold', threshold: policy.threshold, earlyStop: this.#earlyStop, maxLabels },
      };
    const { targetConfidence } = policy;
    const minLabels = Math.min(adaptiveDefaults.minLabels, maxLabels);
    return {
      kind: 'weighed',
      policy: { policy: 'adaptive', targetConfidence, minLabels, maxLabels },
      bases: basesOf(this.#model),
    };
  }

  #said({ worker: number, option }: OfflineQuestion['answers'][number]): Said {
    const text = at(this.#texts, option);
    const given = { worker: this.#workers.get(number) ?? unknownWorker, text };
    const columns = this.#policy.kind === 'threshold' ? [] : this.#rules.columns(this.#model, given);
    return { ...given, number, columns };
  }

  #learn(labels: readonly Said[], truth: string | null): void {
    if (this.#policy.kind === 'threshold') return;
    const { model, workers } = this.#rules.taught(this.#model, labels, truth);
    this.#model = model;
    for (const [i, { number }] of labels.entries()) this.#workers.set(number, at(workers, i));
  }
}
