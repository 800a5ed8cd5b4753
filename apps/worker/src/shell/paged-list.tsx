import { Button, Notice, Skeleton } from '@asg/ui';
import { useInfiniteQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { messages } from '../i18n/index.ts';
import { problemText } from './problem.ts';

interface PagedListProps<R> {
  readonly queryKey: readonly string[];
  /** The page that begins at the cursor; null: the first. */
  readonly load: (
    cursor: string | null,
  ) => Promise<{ readonly data: readonly R[]; readonly next_cursor: string | null }>;
  /** Asked again after so long while it is looked at, ms. */
  readonly refreshMs?: number;
  readonly empty: ReactNode;
  readonly list: (rows: readonly R[]) => ReactNode;
}

/** A list that the server gives page by page: on its way, failed, empty, or there, with a button for more. */
export function PagedList<R>({ queryKey, load, refreshMs, empty, list }: PagedListProps<R>) {
  const query = useInfiniteQuery({
    queryKey,
    queryFn: ({ pageParam }) => load(pageParam),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
    ...(refreshMs === undefined ? {} : { refetchInterval: refreshMs }),
  });
  const rows = query.data?.pages.flatMap((page) => page.data) ?? [];
  return (
    <div className="ui-stack">
      {query.isPending && <Skeleton height="16rem" />}
      {query.isError && (
        <Notice tone="danger" urgent>
          {problemText(query.error)}
        </Notice>
      )}
      {query.isSuccess && (rows.length === 0 ? empty : list(rows))}
      {query.hasNextPage && (
        <div className="more">
          <Button busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
            {messages.app.more}
          </Button>
        </div>
      )}
    </div>
  );
}
