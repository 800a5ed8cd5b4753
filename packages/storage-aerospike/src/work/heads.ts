import { type HeadHolder, headMs, headOf, onlyHead, type QueueHead, takeHead } from '@asg/domain';
import { StorageUnavailable } from '@asg/storage';
import type { Kind } from '../records/document.ts';
import type { RecordStore } from '../records/record-store.ts';

interface State {
  readonly holders: readonly HeadHolder[];
}
const heads: Kind<State> = { name: 'heads', set: 'doc', isHousekeeping: true, places: () => [] };
const onlyId = 'work';
const renewMs = headMs / 4;

/** Which head of the queue is this process's own: one record has those of all that give out work. */
export class Heads {
  readonly #records: RecordStore;
  readonly #who: string;
  #head: QueueHead = onlyHead;
  #askedMs = Number.NEGATIVE_INFINITY;
  #rounds = 0;

  constructor(records: RecordStore) {
    this.#records = records;
    this.#who = records.freshName();
  }

  /** For a round of claims. Others that began meanwhile are found soon by a process that has just begun, and later now and then. */
  async forRound(nowMs: number): Promise<QueueHead> {
    this.#rounds++;
    const isEarly = Number.isInteger(Math.log2(this.#rounds));
    if (!isEarly && Math.abs(nowMs - this.#askedMs) < renewMs) return this.#head;
    try {
      const holders = await this.#take(nowMs);
      this.#head = headOf(holders, this.#who);
      this.#askedMs = nowMs;
    } catch (error) {
      // Where to begin is no reason to give out nothing.
      if (!(error instanceof StorageUnavailable)) throw error;
    }
    return this.#head;
  }

  #take(nowMs: number): Promise<readonly HeadHolder[]> {
    return this.#records.documents.change<State, readonly HeadHolder[]>(heads, onlyId, (found) => {
      const holders = takeHead(found?.holders ?? [], { who: this.#who, nowMs });
      const known = found?.holders.findIndex(({ who }) => who === this.#who) ?? -1;
      const isFresh = (found?.holders[known]?.untilMs ?? 0) > nowMs + headMs - renewMs;
      const isSame = found?.holders.length === holders.length && holders[known]?.who === this.#who;
      return isFresh && isSame ? { result: holders } : { state: { holders }, result: holders };
    });
  }
}
