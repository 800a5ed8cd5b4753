import { jobTaskId, type Task } from '@asg/domain';
import type { Judgement, Ranking } from '@asg/kinds';
import type { EngineContext } from '@asg/people';
import { present } from '@asg/values/present';
import { countsOf, type ItemCounts, judgementsOf } from './judgements.ts';
import { Ranker } from './ranker.ts';

/** Whose comparisons are ranked. */
export type RankingOf = { readonly jobId: string } | { readonly batchId: string };

/** Scores in 1/65536. */
type RankedItem = Ranking['items'][number] & ItemCounts;

export interface FoundRanking {
  readonly kind: 'ranked';
  readonly tasks: number;
  readonly labels: number;
  readonly items: readonly RankedItem[];
}
export type RankingResult =
  | FoundRanking
  | { readonly kind: 'not_found' | 'nothing_compared' | 'too_much' | 'too_many_at_once' };

/** Of one ranking. */
const itemsMax = 500;
const judgementsMax = 20_000;
/** Tasks that are looked at, labelled or not. */
const tasksMax = 20_000;
const pageTasks = 500;
/** Of one customer. */
const atOnceMax = 2;

/** The items that a job or a batch compares, the best first, by all labels that there are. */
export class Rankings {
  readonly #context: Pick<EngineContext, 'storage'>;
  readonly #ranker = new Ranker();
  /** Of each customer, those under way: who asks for one of them again waits for the same. */
  readonly #underWay = new Map<string, Map<string, Promise<RankingResult>>>();

  constructor(context: Pick<EngineContext, 'storage'>) {
    this.#context = context;
  }

  async of(customerId: string, wanted: RankingOf): Promise<RankingResult> {
    const mine = this.#underWay.get(customerId) ?? new Map<string, Promise<RankingResult>>();
    const name = JSON.stringify(wanted);
    const same = mine.get(name);
    if (same !== undefined) return same;
    if (mine.size >= atOnceMax) return { kind: 'too_many_at_once' };
    this.#underWay.set(customerId, mine);
    const found = this.#ranked(customerId, wanted);
    mine.set(name, found);
    try {
      return await found;
    } finally {
      mine.delete(name);
      if (mine.size === 0) this.#underWay.delete(customerId);
    }
  }

  async #ranked(customerId: string, wanted: RankingOf): Promise<RankingResult> {
    const pages =
      'jobId' in wanted
        ? await this.#ofJob(customerId, wanted.jobId)
        : await this.#ofBatch(customerId, wanted.batchId);
    if (pages === null) return { kind: 'not_found' };
    const judgements: Judgement[] = [];
    const names = new Set<string>();
    const counted = { seen: 0, tasks: 0, labels: 0, mayTie: false };
    for await (const page of pages) {
      for (const task of page) {
        const { items, tie } = task.labelSpec;
        if (items === undefined) return { kind: 'nothing_compared' };
        for (const item of items) names.add(item);
        judgements.push(...judgementsOf(task));
        counted.seen++;
        counted.labels += task.labels.length;
        if (task.labels.length > 0) counted.tasks++;
        counted.mayTie ||= tie === true;
      }
      if (names.size > itemsMax || judgements.length > judgementsMax || counted.seen > tasksMax)
        return { kind: 'too_much' };
    }
    const { tasks, labels, mayTie } = counted;
    if (judgements.length === 0) return { kind: 'ranked', tasks, labels, items: [] };
    const counts = countsOf(judgements);
    const items = (await this.#ranker.rank(judgements, mayTie)).map((one) => ({
      ...one,
      ...present(counts.get(one.item), 'what is counted of an item'),
    }));
    return { kind: 'ranked', tasks, labels, items };
  }

  /** Null: the customer has no such job. */
  async #ofJob(customerId: string, jobId: string): Promise<AsyncIterable<readonly Task[]> | null> {
    const { storage } = this.#context;
    const stored = await storage.jobs.get(jobId);
    if (stored?.job.customerId !== customerId) return null;
    return jobPages((after) =>
      storage.tasks.ofCustomer({ customerId, after, before: null, order: 'asc', limit: pageTasks }),
    )(jobId);
  }

  /** Null: the customer has no such batch. */
  async #ofBatch(customerId: string, batchId: string): Promise<AsyncIterable<readonly Task[]> | null> {
    const { storage } = this.#context;
    const batch = await storage.tasks.batch(batchId);
    if (batch?.customerId !== customerId) return null;
    return batchPages(batch.taskIds, (taskIds) => storage.tasks.many(taskIds));
  }
}

/** The ids of a job's tasks begin with the job's, in the order of its lines. */
function jobPages(read: (after: string) => Promise<readonly Task[]>) {
  return async function* pages(jobId: string): AsyncGenerator<readonly Task[]> {
    let after = jobTaskId(jobId, 1).replace(/1$/, '0');
    while (true) {
      const found = await read(after);
      const page = found.filter((task) => task.jobId === jobId);
      yield page;
      const lastId = page.at(-1)?.taskId;
      if (page.length < pageTasks || lastId === undefined) return;
      after = lastId;
    }
  };
}

async function* batchPages(
  taskIds: readonly string[],
  read: (taskIds: readonly string[]) => Promise<readonly (Task | null)[]>,
): AsyncGenerator<readonly Task[]> {
  for (let first = 0; first < taskIds.length; first += pageTasks)
    yield (await read(taskIds.slice(first, first + pageTasks))).filter((task) => task !== null);
}
