import {
  joinedWorker,
  type LikelihoodMatrix,
  likelihoodsOf,
  type ModelKeys,
  modelFor,
  modelKeysOf,
  mutualInformation,
  newTemplateModel,
  posteriorOf,
  type Task,
  type TemplateModel,
  type TemplateView,
  templateKey,
  unknownWorker,
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
    const keys = modelKeysOf(task, templateKey(task, sha256));
    const name = keys.own ?? keys.shared;
    const known = this.#templates.get(name) ?? this.#read(keys, task);
    this.#templates.set(name, known);
    return mutualInformation(known.likelihoods, posteriorOf(task, known.model, known.view));
  }

  #read({ shared, own }: ModelKeys, task: Task): Known {
    const models = this.#models;
    const model =
      modelFor(models.template(shared), own === null ? null : models.template(own)) ?? newTemplateModel(task);
    const view = viewOf(model.statistics);
    const worker = joinedWorker(
      models.worker(this.#workerId, shared),
      own === null ? unknownWorker : models.worker(this.#workerId, own),
    );
    return { model, view, likelihoods: likelihoodsOf(view, worker) };
  }
}
