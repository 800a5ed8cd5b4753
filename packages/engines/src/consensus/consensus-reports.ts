import { ownerAndTemplate, type Task, type TaskType } from '@asg/domain';
import type { EngineContext } from '@asg/people/context';
import type { DoubtfulTask } from '@asg/storage';
import { at } from '@asg/values/present';
import { auditDecisions, type DecisionAudit } from './decision-audit.ts';

const unit = 65_536;

/** How a worker answers the questions of one template. */
export interface Confusion {
  /** Names the record. */
  readonly key: string;
  /** Whose tasks and gold it is made of; null: what everybody's tasks build on. */
  readonly customerId: string | null;
  readonly template: string;
  readonly type: TaskType;
  /** Rows and columns of the matrix. */
  readonly options: readonly string[];
  /** Labels that it is made of; old ones count half, again and again. */
  readonly labels: number;
  /** The share of them that was right, as far as is known. */
  readonly accuracy: number;
  /** Labels by the right option (row) and the option given (column), weighted by how likely it was the right one. */
  readonly matrix: readonly (readonly number[])[];
}

/** What consensus knows: of workers for the operator, of doubtful tasks for their customers. */
export class ConsensusReports {
  readonly #storage: EngineContext['storage'];
  #audit: Promise<DecisionAudit> | null = null;

  constructor({ storage }: Pick<EngineContext, 'storage'>) {
    this.#storage = storage;
  }

  /** A worker's confusion matrices, by record; `after`: the last key of the page before. */
  async confusions(
    workerId: string,
    page: { readonly limit: number; readonly after: string | null },
  ): Promise<readonly Confusion[]> {
    const found = await this.#storage.models.ofWorker(workerId, page);
    return found.map(({ key, type, options, statistics: { agreed, counted, cells } }) => {
      const matrix = options.map(() => options.map(() => 0));
      for (let i = 0; i < cells.length; i += 2) {
        const right = Math.floor(at(cells, i) / options.length);
        at(matrix, right)[at(cells, i) - right * options.length] = at(cells, i + 1) / unit;
      }
      return {
        key,
        ...ownerAndTemplate(key),
        type,
        options,
        labels: counted / unit,
        accuracy: agreed / counted,
        matrix,
      };
    });
  }

  /** The customer's tasks that closed in a month (YYYY-MM) and most deserve a look, the most first. */
  async doubtful(
    customerId: string,
    page: { readonly month: string; readonly limit: number; readonly after: DoubtfulTask | null },
  ): Promise<readonly (DoubtfulTask & { readonly task: Task })[]> {
    const found = await this.#storage.models.doubtfulTasks(customerId, page);
    const tasks = await this.#storage.tasks.many(found.map(({ taskId }) => taskId));
    return found.flatMap((entry, i) => {
      const task = tasks[i];
      return task == null ? [] : [{ ...entry, task }];
    });
  }

  /** Replays every stored decision; one audit runs at a time. */
  auditDecisions(): Promise<DecisionAudit> {
    this.#audit ??= auditDecisions(this.#storage).finally(() => {
      this.#audit = null;
    });
    return this.#audit;
  }
}
