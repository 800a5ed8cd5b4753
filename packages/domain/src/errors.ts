/** What was thrown may be anything: what it says, in words. */
export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** The code that an error carries, e.g. ENOENT; undefined: it has none. */
export const codeOf = (error: unknown): unknown =>
  typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
