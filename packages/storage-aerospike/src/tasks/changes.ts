import { applyTaskCommand, momentOf, type TaskOutcome } from '@asg/domain';
import type * as port from '@asg/storage';
import { at } from '@asg/values/present';
import { Batcher } from '../cluster/batcher.ts';
import { Gathered } from '../cluster/gathered.ts';
import type { Changer, Stored } from '../records/document.ts';
import type { Documents } from '../records/documents.ts';
import type { Effect } from '../records/effects.ts';
import { type ChangeFacts, consequences, queued } from './consequences.ts';
import { results } from './counting.ts';
import { movedLists } from './listing.ts';
import { type TaskState, tasks } from './task-kind.ts';

/** A change of a task, with what is known of it beside the command. */
export interface KnownChange extends port.TaskChange, Partial<Omit<ChangeFacts, 'nowMs'>> {
  /** The task as it was lately; saves the reading of it. */
  readonly known?: Stored<TaskState> | undefined;
}

interface Wanted {
  readonly change: KnownChange;
  outcome: TaskOutcome | null;
}

const ofTaskMax = 100;
const roundMax = 1_000;

/**
 * The changes of tasks that this process makes. Those of one task come one after the other, what is asked for while one is
 * on its way as one write: workers who label a task at once do not get in each other's way. Those of one turn of the event
 * loop go together.
 */
export class TaskChanges {
  readonly #ofTask: Batcher<Wanted>;
  readonly #rounds: Gathered<readonly [taskId: string, all: readonly Wanted[]], null>;

  constructor(documents: Documents) {
    this.#rounds = new Gathered(roundMax, async (round) => {
      const found = await documents.changeMany(
        tasks,
        round.map(([id, all]) => {
          const changes = all.map(({ change }) => change);
          return {
            id,
            known: changes.find(({ known }) => known !== undefined)?.known,
            changer: changerOf(changes),
          };
        }),
      );
      return round.map(([, all], place) => {
        for (const [nth, one] of all.entries()) one.outcome = at(found, place)[nth] ?? null;
        return null;
      });
    });
    this.#ofTask = new Batcher(ofTaskMax, async (taskId, all) => {
      await this.#rounds.add([taskId, all]);
    });
  }

  /** In the order given, where they are of one task. Null: there is no such task. */
  async make(changes: readonly KnownChange[]): Promise<readonly (TaskOutcome | null)[]> {
    const wanted = changes.map((change): Wanted => ({ change, outcome: null }));
    const byTask = Map.groupBy(wanted, ({ change }) => change.taskId);
    await Promise.all([...byTask].map(([taskId, all]) => this.#ofTask.add(taskId, all)));
    return wanted.map(({ outcome }) => outcome);
  }
}

function changerOf(changes: readonly KnownChange[]): Changer<TaskState, readonly (TaskOutcome | null)[]> {
  return (found, revision) => {
    if (found === null) return { result: [] };
    let state = found;
    const result: TaskOutcome[] = [];
    const effects: Effect[] = [];
    for (const change of changes) {
      const outcome = applyTaskCommand(state.task, change.command);
      result.push(outcome);
      if (outcome.kind !== 'applied') continue;
      const facts: ChangeFacts = { ...change, nowMs: momentOf(change.command) };
      const counting = results(state.task, outcome.task, state.counted);
      const place = queued(state.task, outcome.task, state.ticket, revision, facts);
      effects.push(...place.effects, ...consequences(state.task, outcome.task, facts), ...counting.effects);
      effects.push(...movedLists(state.task, outcome.task, state.keys));
      state = { ...state, ...counting.noted, task: outcome.task, ticket: place.ticket };
    }
    const isWrittenSoon = state.task.state === found.task.state;
    return state === found ? { result } : { state, effects, isWrittenSoon, result };
  };
}
