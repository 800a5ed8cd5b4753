import { useQuery } from '@tanstack/react-query';
import { gateway } from '../api/clients.ts';
import type { Asked } from './answer.tsx';
import { viewOf } from './types.ts';
import type { Given, LoadedItem } from './view.ts';

/** Whether answers of the type are places in the item. */
export const hasMarks = (type: string): boolean => viewOf(type).OnItem !== undefined;

interface MarkedItemProps {
  readonly asked: Asked;
  readonly item: LoadedItem;
  readonly given: readonly Given[];
  /** Null: nothing is decided. */
  readonly consensus: string | null;
}

/** An item with what was marked in it. */
export function MarkedItem({ asked: { type, spec }, ...props }: MarkedItemProps) {
  const { OnItem } = viewOf(type);
  return OnItem === undefined ? null : <OnItem spec={spec} {...props} />;
}

/** What each worker said of a task, where their answers are places in its item. */
export function useGiven(task: { readonly task_id: string; readonly task_type: string }): readonly Given[] {
  const id = task.task_id;
  const query = useQuery({
    queryKey: ['timeline', id],
    queryFn: ({ signal }) => gateway.tasks.timeline(id, { signal }),
    enabled: hasMarks(task.task_type),
  });
  return (query.data?.events ?? []).flatMap(({ event, worker, label }) =>
    event === 'labelled' && worker !== null && label !== null
      ? [{ name: `Worker ${worker}`, answer: label }]
      : [],
  );
}

/** What is right may be one of these. `decided`: the consensus; null: there is none. */
export function useCandidates(
  task: Parameters<typeof useGiven>[0],
  decided: string | null,
): readonly Given[] {
  const given = useGiven(task);
  return decided === null ? given : [{ name: 'The consensus', answer: decided }, ...given];
}
