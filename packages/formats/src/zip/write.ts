import { makeZip } from 'client-zip';

/** A file of an archive: its path with `/` between folders, and its bytes. */
export interface ZipEntry {
  readonly name: string;
  readonly bytes: AsyncIterable<Uint8Array>;
}

/** The bytes of a zip of these files, as they come, stored as they are. `modifiedAtMs`: of each file, Unix ms. */
export async function* zipOf(
  entries: AsyncIterable<ZipEntry>,
  modifiedAtMs: number,
): AsyncGenerator<Uint8Array> {
  const lastModified = new Date(modifiedAtMs);
  const given = entries[Symbol.asyncIterator]();
  let current: AsyncIterator<Uint8Array> | null = null;
  const files: AsyncIterableIterator<{ name: string; input: AsyncIterable<Uint8Array>; lastModified: Date }> =
    {
      [Symbol.asyncIterator]: () => files,
      async next() {
        const { done, value } = await given.next();
        if (done === true) return { done: true, value: undefined };
        const bytes = value.bytes[Symbol.asyncIterator]();
        current = bytes;
        return {
          done: false,
          value: { name: value.name, input: { [Symbol.asyncIterator]: () => bytes }, lastModified },
        };
      },
    };
  try {
    yield* makeZip(files, { buffersAreUTF8: true });
  } finally {
    // Who stops taking bytes stops what makes them: the library leaves that to its callers.
    await (current as AsyncIterator<Uint8Array> | null)?.return?.();
    await given.return?.();
  }
}
