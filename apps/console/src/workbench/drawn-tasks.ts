import { gateway } from '@asg/console-kit';
import type { Scope } from '@asg/console-kit/kinds';
import type { Task, TaskPage } from '@asg/sdk';
import { drawn, type Plan } from './plan.ts';

const pageTasks = 100;
/** Of a bin so many pages are drawn from, at most. */
const pagesMax = 10;

/** The drawn tasks, the least sure first, as one page of a list. */
export async function drawnTasks(plan: Plan, scope: Scope | null, signal: AbortSignal): Promise<TaskPage> {
  const data: Task[] = [];
  let lists: TaskPage['lists'] = { keys: [], filled_to: null };
  for (const bin of plan.bins) {
    const found: Task[] = [];
    let cursor: string | null = null;
    for (let page = 0; page < pagesMax; page++) {
      const got: TaskPage = await gateway.tasks.page(
        {
          ...scope,
          sort: 'confidence',
          order: 'asc',
          limit: pageTasks,
          confidence_from: bin.from,
          ...(bin.to < 1 ? { confidence_below: bin.to } : {}),
          ...(cursor === null ? {} : { cursor }),
        },
        { signal },
      );
      found.push(...got.data);
      lists = got.lists;
      cursor = got.next_cursor;
      if (cursor === null) break;
    }
    data.push(...drawn(found, bin.reviews, plan.atMs));
  }
  return { data, next_cursor: null, lists };
}
