import type { Task, TaskPage } from '@asg/sdk';
import { useQuery } from '@tanstack/react-query';
import { gateway } from '../../api/clients.ts';
import type { Scope } from '../view.ts';

const pageTasks = 100;
const pagesMax = 10;
export const decidedMax = pageTasks * pagesMax;

/** The last decided tasks, a thousand at most: for what no sums are kept of. */
export function useDecided(scope: Scope, decided: number) {
  return useQuery({
    // Asked again once more of them are decided.
    queryKey: ['stats', 'decided', scope, decided],
    queryFn: async ({ signal }) => {
      const tasks: Task[] = [];
      let cursor: string | null = null;
      for (let page = 0; page < pagesMax; page++) {
        const got: TaskPage = await gateway.tasks.page(
          {
            ...scope,
            sort: 'decided',
            order: 'desc',
            limit: pageTasks,
            ...(cursor === null ? {} : { cursor }),
          },
          { signal },
        );
        tasks.push(...got.data.filter(({ decision }) => decision !== null));
        cursor = got.next_cursor;
        if (cursor === null) break;
      }
      return tasks;
    },
    placeholderData: (before) => before,
    staleTime: Number.POSITIVE_INFINITY,
  });
}
