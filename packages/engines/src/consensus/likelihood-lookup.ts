import {
  type GivenAnswer,
  joinedWorker,
  type LabelLikelihood,
  labelLikelihood,
  type ModelKeys,
  modelFor,
  modelKeysOf,
  newTemplateModel,
  parseAnswerByWorker,
  saidOfOptions,
  type Task,
  type TemplateModel,
  type TemplateView,
  templateKey,
  unknownWorker,
  viewFor,
} from '@asg/domain';
import { type StorageReader, sha256 } from '@asg/storage';

interface KnownTemplate {
  readonly model: TemplateModel;
  readonly view: TemplateView;
}

/** Looks up what is known of worker and template when labels are given; each template once. Lives for one request. */
export class LikelihoodLookup {
  readonly #storage: StorageReader;
  readonly #workerId: string;
  readonly #templates = new Map<string, Promise<KnownTemplate>>();

  constructor(storage: StorageReader, workerId: string) {
    this.#storage = storage;
    this.#workerId = workerId;
  }

  /** The likelihood of the worker's label, one of the task's options. */
  async of(task: Task, given: GivenAnswer & { readonly nonce: string }): Promise<LabelLikelihood> {
    const { models } = this.#storage;
    const keys = modelKeysOf(task, templateKey(task, sha256));
    const [known, shared, own] = await Promise.all([
      this.#template(keys, task),
      models.worker(this.#workerId, keys.shared),
      keys.own === null ? unknownWorker : models.worker(this.#workerId, keys.own),
    ]);
    const worker = joinedWorker(shared, own);
    const { nonce } = given;
    const answer = parseAnswerByWorker(task, nonce, given);
    const option = answer.ok ? answer.value.option : -1;
    return labelLikelihood(task, { option, nonce }, { ...known, worker });
  }

  #template(keys: ModelKeys, task: Task): Promise<KnownTemplate> {
    const name = `${keys.own ?? keys.shared} ${saidOfOptions(task)}`;
    const known = this.#templates.get(name) ?? this.#read(keys, task);
    this.#templates.set(name, known);
    return known;
  }

  async #read(keys: ModelKeys, task: Task): Promise<KnownTemplate> {
    const { models } = this.#storage;
    const [shared, own] = await Promise.all([
      models.template(keys.shared),
      keys.own === null ? null : models.template(keys.own),
    ]);
    const model = modelFor(shared, own) ?? newTemplateModel(task);
    return { model, view: viewFor(model, task) };
  }
}
