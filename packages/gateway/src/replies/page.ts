import { last } from '@asg/values/present';

/** A page out of one entry more than it may have: the last one only tells that there is a next page. */
export function pageReply<Found, Entry>(
  found: readonly Found[],
  limit: number,
  idOf: (entry: Found) => string,
  entryOf: (entry: Found) => Entry,
): { readonly data: readonly Entry[]; readonly next_cursor: string | null } {
  const page = found.slice(0, limit);
  return { data: page.map(entryOf), next_cursor: found.length > limit ? idOf(last(page)) : null };
}
