import type { QueryClient } from '@tanstack/react-query';

/** What the server said last: an answer that was asked for before and is still on its way does not come over it. */
export function takeOver<T>(client: QueryClient, queryKey: readonly unknown[], said: T): void {
  void client.cancelQueries({ queryKey, exact: true });
  client.setQueryData(queryKey, said);
}
