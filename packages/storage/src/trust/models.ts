import type { TemplateModel, WorkerStatistics } from '@asg/domain';
import type { DoubtfulTask, WorkerOnTemplate } from './records.ts';

/**
 * The models of workers and templates, everybody's and those of customers, by their keys (`ModelKeys`). It has no write: it is derived from the changes
 * of tasks (`trainingExampleOf`, `trained`), once for each, and a worker keeps it for good.
 */
export interface ModelReader {
  /** Null: nothing was learnt of the template yet. */
  template(key: string): Promise<TemplateModel | null>;
  /** `unknownWorker` where nothing was learnt of them on this template. */
  worker(workerId: string, key: string): Promise<WorkerStatistics>;
  /** What each record knows of a worker, by its key; `after`: the last key of the page before. */
  ofWorker(
    workerId: string,
    page: { readonly limit: number; readonly after: string | null },
  ): Promise<readonly WorkerOnTemplate[]>;
  /**
   * A customer's closed tasks that most deserve a look, the most first (equal doubt: the newest first), of those that closed
   * in a UTC month (YYYY-MM). At least the 1,000 first of a month are kept.
   */
  doubtfulTasks(
    customerId: string,
    page: { readonly month: string; readonly limit: number; readonly after: DoubtfulTask | null },
  ): Promise<readonly DoubtfulTask[]>;
}
