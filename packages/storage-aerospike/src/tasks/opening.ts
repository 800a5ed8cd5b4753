import { openTask, type Task, type TaskOrder, wantedBy } from '@asg/domain';
import type { OpenTasks } from '@asg/storage';
import type { Taken } from '../balance/taking.ts';
import { firstPlaces, recordId } from '../records/document.ts';
import type { Effect } from '../records/effects.ts';
import type { RecordStore } from '../records/record-store.ts';
import { opening, queued } from './consequences.ts';
import { keysOf, openedLists } from './listing.ts';
import { type TaskState, tasks } from './task-kind.ts';

/** What tasks take together: so many of the quota, and what they can cost at most. */
export function takenBy(orders: readonly TaskOrder[]): Taken {
  return { count: orders.length, ...wantedBy(orders.map(({ cover }) => cover)) };
}

/** The opening of a task, and what follows from it. */
export interface Opening {
  readonly name: string;
  readonly effects: readonly Effect[];
}

/** Tasks that were to be opened: those that another opened, and the openings of all others. */
interface Opened {
  readonly notMine: readonly TaskOrder[];
  readonly openings: readonly Opening[];
}

/**
 * Makes the tasks that are not there. What follows is noted by whoever opens them, until it is carried out: a task keeps no
 * note of its own. `by`: names who opens them.
 */
export async function makeTasks(
  records: RecordStore,
  orders: readonly TaskOrder[],
  by: string,
  nowMs: number,
): Promise<Opened> {
  const { documents } = records;
  const [first] = orders;
  const keys = first === undefined ? [] : await keysOf(records, first.customerId);
  const mine = await documents.changeMany<TaskState, TaskState | null>(
    tasks,
    orders.map((order) => ({
      id: order.taskId,
      changer: (found, revision) => {
        if (found !== null) return { result: found.by === by ? found : null };
        const task = openTask(order);
        const { ticket } = queuedAnew(task, revision, nowMs);
        const state = { task, ticket, by, ...(keys.length > 0 && { keys }) };
        return { state, isNotedElsewhere: true, result: state };
      },
    })),
    true,
  );
  return {
    notMine: orders.filter((_, index) => mine[index] === null),
    openings: orders.flatMap((order, index) => {
      const state = mine[index] ?? null;
      return state === null ? [] : [openingOf({ ...state, task: openTask(order) }, nowMs)];
    }),
  };
}

/** What follows from a task being opened, the same whenever it is asked. `task`: as it was then. */
export function openingOf({ task, by, keys = [] }: Omit<TaskState, 'ticket'>, nowMs: number): Opening {
  const { ticket, effects } = queuedAnew(task, 1, nowMs);
  return {
    name: `${recordId(tasks, task.taskId)}#1`,
    effects: [
      ...firstPlaces(tasks, task.taskId, { task, ticket, by }),
      ...effects,
      ...opening(task),
      ...openedLists(task, keys),
    ],
  };
}

/** It is queued whatever its deadline: who meets it there looks at that. */
function queuedAnew(task: Task, revision: number, nowMs: number): ReturnType<typeof queued> {
  return queued(null, { ...task, expiresAtMs: null }, 0, revision, { nowMs });
}

/**
 * Those that are not there, as far as is looked at: the first and the last where these are not, since the write that makes a
 * task tells it of each, and what was taken for one that is there after all is given back.
 */
export async function notThere(
  { documents }: RecordStore,
  wanted: OpenTasks['tasks'],
  areAllLookedAt: boolean,
): Promise<OpenTasks['tasks']> {
  const absent = async (some: OpenTasks['tasks']): Promise<OpenTasks['tasks']> => {
    const ids = some.map(({ order }) => order.taskId);
    const found = await documents.readMany(tasks, ids);
    return some.filter((_, index) => found[index] === null);
  };
  const ends = wanted.filter((_, index) => index === 0 || index === wanted.length - 1);
  if (areAllLookedAt || (await absent(ends)).length < ends.length) return absent(wanted);
  return wanted;
}
