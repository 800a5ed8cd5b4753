/** A page of a list whose cursor leads to the next. */
interface Page<T> {
  readonly data: readonly T[];
  readonly next_cursor: string | null;
}

/** Every entry of a list, page after page, each fetched when it is needed. */
export async function* everyEntry<T>(
  page: (cursor: string | undefined) => Promise<Page<T>>,
  first?: string,
): AsyncGenerator<T, void, undefined> {
  let cursor: string | undefined = first;
  do {
    const { data, next_cursor } = await page(cursor);
    yield* data;
    cursor = next_cursor ?? undefined;
  } while (cursor !== undefined);
}
