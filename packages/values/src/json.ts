/** Whether a value that was parsed is an object, and no list. */
export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Whether it is a whole number that a double holds exactly, from `min` to `max`. */
export const isWhole = (value: unknown, min = 0, max = Number.MAX_SAFE_INTEGER): value is number =>
  typeof value === 'number' && Number.isSafeInteger(value) && value >= min && value <= max;

/** Whether two values say the same as JSON, whatever the order of names. `besides`: names of the outermost objects that do not matter. */
export function isSameJson(one: unknown, other: unknown, besides?: ReadonlySet<string>): boolean {
  if (one === other) return true;
  if (Array.isArray(one))
    return (
      Array.isArray(other) &&
      one.length === other.length &&
      one.every((value, i) => isSameJson(value, other[i]))
    );
  if (!isRecord(one) || !isRecord(other)) return false;
  let names = 0;
  for (const name in one) {
    if (besides?.has(name) === true) continue;
    if (!isSameJson(one[name], other[name])) return false;
    if (one[name] !== undefined) names++;
  }
  for (const name in other) if (besides?.has(name) !== true && other[name] !== undefined) names--;
  return names === 0;
}
