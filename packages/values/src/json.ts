/** Whether a value that was parsed is an object, and no list. */
export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Whether it is a whole number that a double holds exactly, from `min` to `max`. */
export const isWhole = (value: unknown, min = 0, max = Number.MAX_SAFE_INTEGER): value is number =>
  typeof value === 'number' && Number.isSafeInteger(value) && value >= min && value <= max;

/** Whether two values say the same as JSON, whatever the order of names. */
export function isSameJson(one: unknown, other: unknown): boolean {
  if (one === other) return true;
  if (Array.isArray(one)) {
    if (!Array.isArray(other) || one.length !== other.length) return false;
    for (let i = 0; i < one.length; i++) if (!isSameJson(one[i], other[i])) return false;
    return true;
  }
  if (!isRecord(one) || !isRecord(other)) return false;
  let names = 0;
  for (const name in one) {
    if (!isSameJson(one[name], other[name])) return false;
    if (one[name] !== undefined) names++;
  }
  for (const name in other) if (other[name] !== undefined) names--;
  return names === 0;
}
