import { isStatus } from '@asg/sdk';
import { Button, EmptyState, Notice, Skeleton } from '@asg/ui';
import { type UseQueryResult, useInfiniteQuery } from '@tanstack/react-query';
import { CloudAlert, SearchX } from 'lucide-react';
import type { ReactNode } from 'react';
import { problemText } from './problem.ts';

interface AskedProps<T> {
  readonly query: UseQueryResult<T>;
  /** Height that is kept while it loads, as in CSS. */
  readonly height?: string;
  /** Where there is no such thing (404). */
  readonly missing?: string;
  readonly children: (data: T) => ReactNode;
}

/** A query's state: loading, failed or loaded. Loaded data stays while it is reloaded. */
export function Asked<T>({ query, height = '12rem', missing, children }: AskedProps<T>) {
  if (query.data !== undefined) return children(query.data);
  if (!query.isError) return <Skeleton height={height} />;
  if (missing !== undefined && isStatus(query.error, 404))
    return (
      <EmptyState icon={<SearchX size={28} />} title={missing}>
        <p>It may belong to another account, or never have existed.</p>
      </EmptyState>
    );
  return (
    <EmptyState
      icon={<CloudAlert size={28} />}
      tone="danger"
      title="This could not be loaded"
      actions={<Button onClick={() => void query.refetch()}>Try again</Button>}
    >
      <p>{problemText(query.error)}</p>
    </EmptyState>
  );
}

interface Page<R> {
  readonly data: readonly R[];
  readonly next_cursor: string | null;
}

interface PagedProps<R> {
  readonly queryKey: readonly unknown[];
  /** The page that begins at the cursor; null: the first. */
  readonly load: (cursor: string | null, signal: AbortSignal) => Promise<Page<R>>;
  /** Asked again after so long while it is looked at, ms. */
  readonly refreshMs?: number;
  readonly empty: ReactNode;
  /** Where nothing was found so far, but not all was looked at. */
  readonly sparse?: string;
  /** Says what was looked at, by where the next page begins; null: at all. */
  readonly looked?: (cursor: string | null, rows: number) => ReactNode;
  readonly list: (rows: readonly R[]) => ReactNode;
}

/** A list that the server gives page by page: no more is loaded than is shown. */
export function Paged<R>({ queryKey, load, refreshMs, empty, sparse, looked, list }: PagedProps<R>) {
  const query = useInfiniteQuery({
    queryKey,
    queryFn: ({ pageParam, signal }) => load(pageParam, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page: Page<R>) => page.next_cursor,
    ...(refreshMs === undefined ? {} : { refetchInterval: refreshMs }),
  });
  const rows = query.data?.pages.flatMap((page) => page.data) ?? [];
  const more = query.hasNextPage;
  return (
    <div className="ui-stack" aria-busy={query.isFetching}>
      {query.isPending && <Skeleton height="16rem" />}
      {query.isError && (
        <Notice tone="danger" urgent>
          {problemText(query.error)}
        </Notice>
      )}
      {query.isSuccess && rows.length > 0 && list(rows)}
      {query.isSuccess && rows.length === 0 && !more && empty}
      {query.isSuccess && rows.length === 0 && more && <Notice>{sparse ?? 'Nothing here yet.'}</Notice>}
      {query.isSuccess && looked?.(query.data.pages.at(-1)?.next_cursor ?? null, rows.length)}
      {more && (
        <div className="more">
          <Button busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
            {rows.length === 0 ? 'Look further back' : 'Show more'}
          </Button>
        </div>
      )}
    </div>
  );
}
