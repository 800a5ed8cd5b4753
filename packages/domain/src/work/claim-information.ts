import {
  joinedWorker,
  type LikelihoodMatrix,
  likelihoodsOf,
  mutualInformation,
  type TemplateView,
  unknownWorker,
  type WorkerStatistics,
} from '@asg/consensus';
import {
  type ModelKeys,
  modelFor,
  modelKeysOf,
  newTemplateModel,
  posteriorOf,
  saidOfOptions,
  type TemplateModel,
  viewFor,
} from '../consensus/adaptive/index.ts';
import { isWeighed } from '../consensus/policies.ts';
import { whyNotFor } from '../routing/wanted.ts';
import type { Sha256 } from '../sha256.ts';
import type { Task } from '../task/task.ts';
import { templateKey } from '../trust/template.ts';
import type { ClaimWork } from './claim.ts';
import { type Asking, asked, type Eventually } from './claim-trust.ts';

/**
 * Of a task of the adaptive policy and those next behind it, so many in all, a worker is given the one on which their label
 * has the largest expected information gain. The first of them is given at the latest once the worker is done with the others.
 */
export const choiceMax = 8;

/** What an engine reads of the models; each of a claim's templates once. */
export interface ModelBooks {
  template(key: string): Eventually<TemplateModel | null>;
  worker(workerId: string, key: string): Eventually<WorkerStatistics>;
}

interface Known {
  readonly model: TemplateModel;
  readonly view: TemplateView;
  readonly likelihoods: LikelihoodMatrix;
}

/** The expected information gain of one worker's labels on adaptive tasks. Lives as long as a claim. */
export class ClaimInformation {
  readonly #books: ModelBooks;
  readonly #request: ClaimWork;
  readonly #sha256: Sha256;
  readonly #templates = new Map<string, Known>();

  constructor(books: ModelBooks, request: ClaimWork, sha256: Sha256) {
    this.#books = books;
    this.#request = request;
    this.#sha256 = sha256;
  }

  /**
   * How far behind the next task the one to be offered is: 0, or where one of the few behind it has a larger expected information
   * gain from the worker's label. `behind`: those, the nearest first, at most `choiceMax` - 1; null: it is there no more.
   */
  *mostTelling(next: Task, behind: () => readonly (Task | null)[]): Asking<number> {
    if (!this.#isChoice(next)) return 0;
    const others = [...behind().entries()].flatMap(([i, task]) =>
      task !== null && this.#isChoice(task) ? [{ task, place: i + 1 }] : [],
    );
    if (others.length === 0) return 0;
    let best = 0;
    let most = yield* this.#of(next);
    for (const { task, place } of others) {
      const told = yield* this.#of(task);
      if (told <= most) continue;
      most = told;
      best = place;
    }
    return best;
  }

  #isChoice(task: Task): boolean {
    return isWeighed(task) && whyNotFor(task, this.#request) === null;
  }

  /** In nats. */
  *#of(task: Task): Asking<number> {
    const keys = modelKeysOf(task, templateKey(task, this.#sha256));
    const name = `${keys.own ?? keys.shared} ${saidOfOptions(task)}`;
    const known = this.#templates.get(name) ?? (yield* this.#read(keys, task));
    this.#templates.set(name, known);
    return mutualInformation(known.likelihoods, posteriorOf(task, known.model, known.view));
  }

  *#read({ shared, own }: ModelKeys, task: Task): Asking<Known> {
    const ofAll = yield* this.#readOne(shared);
    const ofCustomer = own === null ? null : yield* this.#readOne(own);
    const model = modelFor(ofAll.model, ofCustomer?.model ?? null) ?? newTemplateModel(task);
    const view = viewFor(model, task);
    const worker = joinedWorker(ofAll.worker, ofCustomer?.worker ?? unknownWorker);
    return { model, view, likelihoods: likelihoodsOf(view, worker) };
  }

  *#readOne(key: string) {
    const model = yield* asked(() => this.#books.template(key));
    const worker = yield* asked(() => this.#books.worker(this.#request.workerId, key));
    return { model, worker };
  }
}
