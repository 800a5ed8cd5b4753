import { openTask, type TaskOrder, wantedBy } from '@asg/domain';
import type { Taken } from '../balance/taking.ts';
import type { RecordStore } from '../records/record-store.ts';
import { opening, queued } from './consequences.ts';
import { keysOf, openedLists } from './listing.ts';
import { type TaskState, tasks } from './task-kind.ts';

/** What tasks take together: so many of the quota, and what they can cost at most. */
export function takenBy(orders: readonly TaskOrder[]): Taken {
  return { count: orders.length, ...wantedBy(orders.map(({ cover }) => cover)) };
}

/** Opens those that are not there; those of them that are not this submission's own. */
export async function openOrders(
  records: RecordStore,
  orders: readonly TaskOrder[],
  by: string,
  nowMs: number,
): Promise<readonly TaskOrder[]> {
  const { documents } = records;
  const [first] = orders;
  const keys = first === undefined ? [] : await keysOf(records, first.customerId);
  const areMine = await documents.changeMany<TaskState, boolean>(
    tasks,
    orders.map((order) => ({
      id: order.taskId,
      changer: (found, revision) => {
        if (found !== null) return { result: found.by === by };
        const task = openTask(order);
        // It is queued whatever its deadline: who meets it there looks at that.
        const { ticket, effects } = queued(null, { ...task, expiresAtMs: null }, 0, revision, { nowMs });
        return {
          state: { task, ticket, by, ...(keys.length > 0 && { keys }) },
          effects: [...effects, ...opening(task), ...openedLists(task, keys)],
          result: true,
        };
      },
    })),
    true,
  );
  return orders.filter((_, index) => areMine[index] === false);
}
