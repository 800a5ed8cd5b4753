import {
  type LabelLikelihood,
  labelLikelihood,
  newTemplateModel,
  type Task,
  type TemplateModel,
  type TemplateView,
  templateKey,
  viewOf,
} from '@asg/domain';
import { type StorageReader, sha256 } from '@asg/storage';

/** Looks up what is known of worker and template when labels are given; each template once. Lives for one request. */
export class LikelihoodLookup {
  readonly #storage: StorageReader;
  readonly #workerId: string;
  readonly #templates = new Map<string, Promise<{ model: TemplateModel; view: TemplateView }>>();

  constructor(storage: StorageReader, workerId: string) {
    this.#storage = storage;
    this.#workerId = workerId;
  }

  /** The likelihood of the worker's label, one of the task's options. */
  async of(task: Task, label: string): Promise<LabelLikelihood> {
    const template = templateKey(task, sha256);
    const [known, worker] = await Promise.all([
      this.#template(template, task),
      this.#storage.models.worker(this.#workerId, template),
    ]);
    return labelLikelihood(task, task.labelSpec.options.indexOf(label), { ...known, worker });
  }

  #template(template: string, task: Task): Promise<{ model: TemplateModel; view: TemplateView }> {
    const known = this.#templates.get(template) ?? this.#read(template, task);
    this.#templates.set(template, known);
    return known;
  }

  async #read(template: string, task: Task): Promise<{ model: TemplateModel; view: TemplateView }> {
    const model = (await this.#storage.models.template(template)) ?? newTemplateModel(task);
    return { model, view: viewOf(model.statistics) };
  }
}
