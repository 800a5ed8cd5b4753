import { useLocation } from 'wouter';
// As it is written: the router's own is decoded, and an & of a value would end it.
import { useHistoryState, useSearch } from 'wouter/use-browser-location';

interface CameFrom {
  /** The list's address with its filters. */
  readonly from: string;
}

/** What links to a task take along, so that the way back leads to the list as it was. */
export function useFromHere(): CameFrom {
  const [path] = useLocation();
  const search = useSearch();
  return { from: path + search };
}

const names: Readonly<Record<string, string>> = {
  '/tasks': 'Tasks',
  '/workbench': 'Workbench',
  '/quality': 'Quality',
};

/** The list that the page was opened from, as it was; else all tasks. */
export function useWayBack(): { readonly to: string; readonly name: string } {
  const state: unknown = useHistoryState();
  const from = typeof state === 'object' && state !== null && 'from' in state ? state.from : null;
  const name = typeof from === 'string' ? names[from.split('?')[0] ?? ''] : undefined;
  return typeof from === 'string' && name !== undefined
    ? { to: from, name }
    : { to: '/tasks', name: 'Tasks' };
}
