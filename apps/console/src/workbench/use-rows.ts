import { gateway } from '@asg/console-kit';
import { useInfiniteQuery } from '@tanstack/react-query';
import { drawnTasks } from './drawn-tasks.ts';
import { planIn } from './plan.ts';
import { benchQuery, type State, scopeOf } from './state.ts';

const pageItems = 30;
const refreshMs = 15_000;

/** The tasks that the page shows, a page at a time; those that a plan drew at once. */
export function useRows(state: State) {
  const asked = benchQuery(state);
  const plan = planIn(state.plan);
  return useInfiniteQuery({
    queryKey: ['tasks', 'bench', asked, state.plan],
    queryFn: ({ pageParam, signal }) =>
      plan === null
        ? gateway.tasks.page(
            { ...asked, limit: pageItems, ...(pageParam === '' ? {} : { cursor: pageParam }) },
            { signal },
          )
        : drawnTasks(plan, scopeOf(state.filter), signal),
    initialPageParam: '',
    getNextPageParam: (page) => page.next_cursor,
    refetchInterval: plan === null ? refreshMs : false,
    ...(plan === null ? {} : { staleTime: Number.POSITIVE_INFINITY }),
  });
}
