/** What must be there. Where it is not, an invariant is broken: that throws, here, and not as NaN somewhere later. */
function missing(what: string): never {
  throw new Error(`${what} is missing`);
}

/** The value at a place that is within the list. */
export function at<T>(values: ArrayLike<T>, place: number): T {
  const value = values[place];
  return value === undefined ? missing(`place ${place} of ${values.length}`) : value;
}

/** The last value of a list that is not empty. */
export function last<T>(values: ArrayLike<T>): T {
  return at(values, values.length - 1);
}

/** The value of a key that the map has. */
export function entryOf<K, V>(map: { get(key: K): V | undefined }, key: K): V {
  return map.get(key) ?? missing(`the entry ${String(key)}`);
}

/** The value itself, which is there. `what`: how to call it where it is not. */
export function present<T>(value: T | null | undefined, what: string): T {
  return value ?? missing(what);
}
