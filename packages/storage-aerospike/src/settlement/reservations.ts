import { byDue, leftOut, type SettlementRecord, type Task } from '@asg/domain';
import type { ReserveForSettlement } from '@asg/storage';
import { LRUCache } from 'lru-cache';
import type { Kind } from '../records/document.ts';
import { momentKey } from '../records/keys.ts';
import type { RecordStore } from '../records/record-store.ts';
import { lists, tasks } from '../tasks/task-kind.ts';
import type { TaskStore } from '../tasks/write.ts';
import { LaneStore } from './lanes.ts';

/** `open`: its tasks are held, or are about to be. `released`: they were given back. `kept`: the settlement is stored. */
interface Reservation {
  readonly laneId: string;
  readonly taskIds: readonly string[];
  readonly phase: 'open' | 'released' | 'kept' | 'gone';
}
const released = 'released';
const heldMax = 1_000;
const reservations: Kind<Reservation> = {
  name: 'rsv',
  set: 'doc',
  places: ({ phase }, id) => (phase === 'released' ? [[released, id]] : []),
};

/** Which due tasks are held for which settlement: noted before they are, so that they can be given back. */
export class Reservations {
  readonly #records: RecordStore;
  readonly #tasks: TaskStore;
  readonly #lanes: LaneStore;
  /** Tasks that this process held, by settlement. */
  readonly #held = new LRUCache<string, ReadonlySet<string>>({ max: heldMax });

  constructor(records: RecordStore, allTasks: TaskStore, lanes: LaneStore) {
    this.#records = records;
    this.#tasks = allTasks;
    this.#lanes = lanes;
    records.effects.register('release', (settlementId: string) => this.#releaseAll(settlementId));
  }

  /** The tasks this settlement holds; it takes the longest due ones if it holds none yet. */
  async reserve({
    settlementId,
    laneId,
    token,
    limit,
    nowMs,
  }: ReserveForSettlement): Promise<readonly Task[] | 'fenced'> {
    const known = await this.#records.documents.read(reservations, settlementId);
    const isOpen = known?.state.phase === 'open';
    const due = isOpen
      ? []
      : await this.#records.documents.listed(tasks, lists.due, {
          after: null,
          limit,
          until: momentKey(nowMs + 1),
        });
    const taskIds = isOpen ? known.state.taskIds : due.map(({ id }) => id);
    const begun = await this.#lanes.change<null>(laneId, token, (lane) =>
      taskIds.length === 0 || lane.reservations[settlementId] === token
        ? { result: null }
        : { state: LaneStore.withBegun(lane, settlementId, token), result: null },
    );
    if (begun === 'fenced') return 'fenced';
    if (taskIds.length === 0) return [];
    if (!isOpen) {
      await this.#records.documents.change<Reservation, null>(reservations, settlementId, () => ({
        state: { laneId, taskIds, phase: 'open' },
        result: null,
      }));
    }
    const command = { do: 'reserve', settlementId, nowMs } as const;
    const outcomes = await this.#tasks.change(
      taskIds.map((taskId, index) => ({ taskId, command, known: due[index] })),
    );
    const held = outcomes.flatMap((outcome) =>
      outcome === null || outcome.kind === 'refused' ? [] : [outcome.task],
    );
    // Another settler may have taken the lane, and given back what it found, in between.
    const after = await this.#records.documents.read(reservations, settlementId);
    if (after?.state.phase === 'released') {
      await this.#releaseTasks(settlementId, taskIds);
      return 'fenced';
    }
    this.#held.set(settlementId, new Set(held.map(({ taskId }) => taskId)));
    return held.sort(byDue);
  }

  /**
   * Whether the settlement holds all of these, as far as this process knows without a look at them: it held them, and the
   * reservation is open still, which ends before a task is given back. Who ends it voids the settlement first.
   */
  async areHeld(settlementId: string, taskIds: readonly string[]): Promise<boolean> {
    const held = this.#held.get(settlementId);
    if (held === undefined || !taskIds.every((taskId) => held.has(taskId))) return false;
    const found = await this.#records.documents.read(reservations, settlementId);
    return found?.state.phase === 'open';
  }

  /** Gives back the tasks of a settlement that is not stored. Does nothing to any other. */
  async release(settlementId: string): Promise<void> {
    const found = await this.#records.documents.read(reservations, settlementId);
    if (found === null || found.state.phase !== 'open') return;
    if ((await this.#lanes.void(found.state.laneId, settlementId)) === 'void')
      await this.#releaseAll(settlementId);
  }

  async #releaseAll(settlementId: string): Promise<void> {
    const taskIds = await this.#records.documents.change<Reservation, readonly string[]>(
      reservations,
      settlementId,
      (found) => {
        if (found === null || found.phase !== 'open') return { result: found?.taskIds ?? [] };
        return { state: { ...found, phase: 'released' }, result: found.taskIds };
      },
    );
    await this.#releaseTasks(settlementId, taskIds);
  }

  async #releaseTasks(settlementId: string, taskIds: readonly string[]): Promise<number> {
    const command = { do: 'release', settlementId } as const;
    const outcomes = await this.#tasks.change(taskIds.map((taskId) => ({ taskId, command })));
    return outcomes.filter((outcome) => outcome?.kind === 'applied').length;
  }

  /** The settlement is stored: these tasks stay with it, and what it left out waits for the next. */
  async keep({ settlementId, tasks: kept }: SettlementRecord): Promise<void> {
    const left = await this.#records.documents.change<Reservation, readonly string[]>(
      reservations,
      settlementId,
      (found) => {
        const rest = leftOut(found?.taskIds ?? [], kept);
        if (found === null || found.phase === 'kept') return { result: rest };
        return { state: { ...found, phase: 'kept' }, result: rest };
      },
    );
    await this.#releaseTasks(settlementId, left);
  }

  /** Another look at what was given back: a settler that was cut off late may have taken some of it since. */
  async sweep(limit: number): Promise<number> {
    const found = await this.#records.documents.listed(reservations, released, { after: null, limit });
    let repaired = 0;
    for (const { id, state } of found) {
      if ((await this.#releaseTasks(id, state.taskIds)) > 0) repaired++;
      await this.#records.documents.change<Reservation, null>(reservations, id, (now) =>
        now?.phase === 'released' ? { state: { ...now, phase: 'gone' }, result: null } : { result: null },
      );
    }
    return repaired;
  }
}
