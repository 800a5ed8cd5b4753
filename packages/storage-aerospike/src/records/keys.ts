/** A moment, Unix ms, as a key that sorts. */
export function momentKey(atMs: number): string {
  return String(Math.max(0, Math.trunc(atMs))).padStart(15, '0');
}

/** Of a sort key: below all entries of it. */
export function below(sortKey: string): string {
  return `${sortKey} `;
}

/** Of a sort key: above all entries of it. */
export function above(sortKey: string): string {
  return `${sortKey} ~`;
}
