export type Members = ReadonlyMap<string, string | number | boolean>;

const isPlain = (value: unknown): value is string | number | boolean =>
  ['string', 'number', 'boolean'].includes(typeof value);

/** The members that an address wants of the metadata; what is no such object wants nothing. */
export function membersIn(metadata: string | undefined): Members {
  if (metadata === undefined) return new Map();
  try {
    const parsed: unknown = JSON.parse(metadata);
    if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) return new Map();
    return new Map(
      Object.entries(parsed).flatMap(([key, value]: [string, unknown]) =>
        isPlain(value) ? [[key, value]] : [],
      ),
    );
  } catch {
    return new Map();
  }
}

/** The same with another value of one key; null: none. Empty: nothing is wanted. */
export function metadataText(members: Members, key: string, value: string | number | boolean | null): string {
  const wanted = new Map(members);
  if (value === null) wanted.delete(key);
  else wanted.set(key, value);
  return wanted.size === 0 ? '' : JSON.stringify(Object.fromEntries(wanted));
}

/** Whether a text could be a number, true or false as JSON writes them, and so mean another value than the text. */
export const isWrittenPlain = (text: string): boolean =>
  /^(?:-?(?:0|[1-9]\d*)(?:\.\d+)?|true|false)$/.test(text);
