import {
  answerSum,
  jobTaskId,
  labelSum,
  listName,
  minuteFigure,
  type ResultScope,
  scopeSum,
  summedAnswers,
  type Task,
  templateKey,
} from '@asg/domain';
import type { EngineContext } from '@asg/people';
import { sha256 } from '@asg/storage';
import { at } from '@asg/values/present';
import { type Distribution, distributionOf, rateMinutes } from './distribution.ts';

/** Which results are meant. */
export type ResultsOf =
  | { readonly jobId: string }
  | { readonly batchId: string }
  | { readonly template: string };

/** Whose sums they are, and a task of theirs, which says what the options are; null: there is none. */
export interface ResultsMeant {
  readonly scope: ResultScope;
  readonly sample: Task | null;
}

const minuteMs = 60_000;

/** What results are like, from sums that are kept with each change of a task: a few records, however many tasks there are. */
export class Distributions {
  readonly #context: Pick<EngineContext, 'storage' | 'clock'>;

  constructor(context: Pick<EngineContext, 'storage' | 'clock'>) {
    this.#context = context;
  }

  /** Null: the customer has no such job, or no such batch. */
  async of(customerId: string, wanted: ResultsOf): Promise<Distribution | null> {
    const { storage, clock } = this.#context;
    const found = await this.scopeOf(customerId, wanted);
    if (found === null) return null;
    const { scope, sample } = found;
    const nowMs = clock.nowMs();
    const moments = Array.from({ length: rateMinutes }, (_, i) => nowMs - (rateMinutes - 1 - i) * minuteMs);
    const template = sample === null ? '' : templateKey(sample, sha256);
    const hours = [...new Set(moments.map((ms) => labelSum(scope, ms)))];
    const names = [scopeSum(scope), answerSum(scope, template), ...hours];
    const [all = {}, answered = {}, ...ofHours] = await storage.stats.results(names);
    const minutes = moments.map(
      (ms) => at(ofHours, hours.indexOf(labelSum(scope, ms)))[minuteFigure(ms)] ?? 0,
    );
    return distributionOf(sample === null ? [] : summedAnswers(sample.labelSpec), all, answered, minutes);
  }

  /** Whose sums they are; null: there are none. */
  async scopeOf(customerId: string, wanted: ResultsOf): Promise<ResultsMeant | null> {
    const { storage } = this.#context;
    if ('jobId' in wanted) {
      const { jobId } = wanted;
      const stored = await storage.jobs.get(jobId);
      if (stored?.job.customerId !== customerId) return null;
      const after = jobTaskId(jobId, 1).replace(/1$/, '0');
      const [first] = await storage.tasks.ofCustomer({
        customerId,
        after,
        before: null,
        order: 'asc',
        limit: 1,
      });
      return { scope: { of: 'job', id: jobId }, sample: first?.jobId === jobId ? first : null };
    }
    if ('batchId' in wanted) {
      const batch = await storage.tasks.batch(wanted.batchId);
      if (batch?.customerId !== customerId) return null;
      const [taskId] = batch.taskIds;
      const sample = taskId === undefined ? null : await storage.tasks.get(taskId);
      return { scope: { of: 'batch', id: batch.batchId }, sample };
    }
    const { template } = wanted;
    const list = listName(customerId, 'confidence', { template }, sha256);
    const [decided] = await storage.tasks.listed({
      list,
      after: null,
      before: null,
      order: 'desc',
      limit: 1,
    });
    return { scope: { of: 'template', customerId, template }, sample: decided ?? null };
  }
}
