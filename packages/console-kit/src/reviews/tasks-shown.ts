import type { Task } from '@asg/sdk';
import type { QueryClient } from '@tanstack/react-query';

interface Pages {
  readonly pages: readonly { readonly data: readonly Task[] }[];
}

/** Changes a task wherever it is shown; what is on its way from before the change does not come over it. */
export function changeShown(client: QueryClient, taskId: string, change: (task: Task) => Task): void {
  for (const queryKey of [['tasks'], ['task', taskId]]) void client.cancelQueries({ queryKey });
  client.setQueriesData<Pages>({ queryKey: ['tasks'] }, (found) =>
    found?.pages === undefined
      ? found
      : {
          ...found,
          pages: found.pages.map((page) => ({
            ...page,
            data: page.data.map((task) => (task.task_id === taskId ? change(task) : task)),
          })),
        },
  );
  client.setQueryData<Task>(['task', taskId], (task) => (task === undefined ? task : change(task)));
}
