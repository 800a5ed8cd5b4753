import type { CommittedHead, SettlementRecord } from '@asg/domain';
import { tidyTrails } from '@asg/people';
import type { EngineContext } from '@asg/people/context';
import { StorageUnavailable } from '@asg/storage';

/** Trails that one batch commits to; the others wait for the next. */
const headsMax = 200;

/** What batches commit to of the trails: how far each has come. */
export class Trails {
  readonly #context: Pick<EngineContext, 'storage' | 'clock' | 'log'>;

  constructor(context: Pick<EngineContext, 'storage' | 'clock' | 'log'>) {
    this.#context = context;
  }

  /** Those that grew, the longest waiting ones. */
  async heads(): Promise<readonly CommittedHead[]> {
    const { storage } = this.#context;
    const page = { limit: headsMax, after: null };
    const open = await storage.trailHeads.open(page);
    await tidyTrails(this.#context, open);
    const found = await storage.trailHeads.uncommitted(page);
    const heads = await tidyTrails(this.#context, found);
    return heads.map(({ ownerId, count, hash }) => ({ owner: ownerId, count, hash }));
  }

  /** Of a batch that is stored. Where this fails, a later batch commits to the same again. */
  async committed({ settlementId, trail = [] }: SettlementRecord): Promise<void> {
    const { storage, clock, log } = this.#context;
    const nowMs = clock.nowMs();
    try {
      await storage.trailHeads.commit(trail.map(({ owner, count }) => ({ ownerId: owner, count, nowMs })));
    } catch (err) {
      if (!(err instanceof StorageUnavailable)) throw err;
      log.warn({ err, settlementId }, 'that a batch commits to trails could not be noted');
    }
  }
}
