/** The entries of the map that a bin holds; none where there is no bin. */
function entriesIn(bin: unknown): readonly (readonly [key: string, value: unknown])[] {
  return typeof bin === 'object' && bin !== null ? Object.entries(bin) : [];
}

export function textsIn(bin: unknown): readonly (readonly [key: string, value: string])[] {
  return entriesIn(bin).map(([key, value]) => [key, String(value)]);
}

export function numbersIn(bin: unknown): readonly (readonly [key: string, value: number])[] {
  return entriesIn(bin).map(([key, value]) => [key, Number(value)]);
}

/** What was stored as JSON by this engine, and so is what it was. */
export function parsed<Stored>(json: string): Stored {
  return JSON.parse(json);
}
