import { jobTaskId, lineOfJobTask, readPlaced } from '@asg/domain';
import type { EngineContext } from '@asg/people';

/** Items that cannot be seen are counted up to here. */
const countMax = 1_000;

/** What customers read of items that nobody can see. */
export class LookMarks {
  readonly #storage: EngineContext['storage'];

  constructor({ storage }: Pick<EngineContext, 'storage'>) {
    this.#storage = storage;
  }

  /** Why the item of a task could not be seen at the last look; null: it was, or there was none. */
  async unseen(taskId: string): Promise<string | null> {
    return (await this.#storage.looks.get(taskId))?.reason ?? null;
  }

  /** Lines of a job, after a place; each with why. */
  async ofJob(
    jobId: string,
    { after, limit }: { readonly after: number; readonly limit: number },
  ): Promise<readonly { readonly place: number; readonly line: number; readonly reason: string }[]> {
    const from = after === 0 ? null : jobTaskId(jobId, after);
    const found = await this.#storage.looks.ofJob({ group: jobId, after: from, limit });
    return Promise.all(
      found.map(async ({ taskId, reason }) => {
        const place = lineOfJobTask(taskId);
        const [kept] = await this.#storage.jobs.keptLines(jobId, { after: place - 1, limit: 1 });
        const { line } = kept?.line === place ? readPlaced(kept.text, place) : { line: place };
        return { place, line, reason: reason ?? '' };
      }),
    );
  }

  /** At most 1,000. */
  async countOfJob(jobId: string): Promise<number> {
    return (await this.#storage.looks.ofJob({ group: jobId, after: null, limit: countMax })).length;
  }

  /** At most 1,000. */
  async countOfCustomer(customerId: string): Promise<number> {
    return (await this.#storage.looks.ofCustomer({ group: customerId, after: null, limit: countMax })).length;
  }
}
