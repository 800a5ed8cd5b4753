import {
  type LikelihoodMatrix,
  likelihoodsOf,
  mutualInformation,
  newTemplateModel,
  posteriorOf,
  type Task,
  type TemplateModel,
  type TemplateView,
  templateKey,
  viewOf,
} from '@asg/domain';
import { sha256 } from '@asg/storage';
import type { ModelTable } from '../trust/model-table.ts';

interface Known {
  readonly model: TemplateModel;
  readonly view: TemplateView;
  readonly likelihoods: LikelihoodMatrix;
}

/** The expected information gain of one worker's labels on adaptive tasks. Lives as long as a claim. */
export class ClaimInformation {
  readonly #models: ModelTable;
  readonly #workerId: string;
  readonly #templates = new Map<string, Known>();

  constructor(models: ModelTable, workerId: string) {
    this.#models = models;
    this.#workerId = workerId;
  }

  /** In nats. */
  of(task: Task): number {
    const template = templateKey(task, sha256);
    const known = this.#templates.get(template) ?? this.#read(template, task);
    this.#templates.set(template, known);
    return mutualInformation(known.likelihoods, posteriorOf(task, known.model, known.view));
  }

  #read(template: string, task: Task): Known {
    const model = this.#models.template(template) ?? newTemplateModel(task);
    const view = viewOf(model.statistics);
    const likelihoods = likelihoodsOf(view, this.#models.worker(this.#workerId, template));
    return { model, view, likelihoods };
  }
}
