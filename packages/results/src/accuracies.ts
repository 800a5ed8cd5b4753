import { answerSum, reviewSum, summedAnswers, templateKey } from '@asg/domain';
import type { EngineContext } from '@asg/people';
import { sha256 } from '@asg/storage';
import { type Accuracy, accuracyOf } from './accuracy.ts';
import type { Distributions, ResultsOf } from './distributions.ts';

/** How many labels are right, from two sums, however many tasks there are. */
export class Accuracies {
  readonly #context: Pick<EngineContext, 'storage'>;
  readonly #distributions: Distributions;

  constructor(context: Pick<EngineContext, 'storage'>, distributions: Distributions) {
    this.#context = context;
    this.#distributions = distributions;
  }

  /** Null: the customer has no such job, or no such batch. */
  async of(customerId: string, wanted: ResultsOf): Promise<Accuracy | null> {
    const found = await this.#distributions.scopeOf(customerId, wanted);
    if (found === null) return null;
    const { scope, sample } = found;
    const template = sample === null ? '' : templateKey(sample, sha256);
    const names = [answerSum(scope, template), reviewSum(scope, template)];
    const [answered = {}, said = {}] = await this.#context.storage.stats.results(names);
    return accuracyOf(sample === null ? [] : summedAnswers(sample.labelSpec), answered, said);
  }
}
