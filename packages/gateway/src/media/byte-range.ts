/** First and last byte, both included. */
export interface ByteRange {
  readonly first: number;
  readonly last: number;
}

const form = /^bytes=(\d{0,15})-(\d{0,15})$/;

/**
 * The part that a Range header asks for. Null: all of it, also where the header is none that is understood or asks for
 * several parts, as RFC 9110 allows.
 */
export function byteRange(header: string | undefined, length: number): ByteRange | 'unsatisfiable' | null {
  const match = header === undefined ? null : form.exec(header.trim());
  if (match === null) return null;
  const [, from = '', to = ''] = match;
  if (from === '' && to === '') return null;
  if (from === '') {
    const count = Math.min(Number(to), length);
    return count === 0 ? 'unsatisfiable' : { first: length - count, last: length - 1 };
  }
  const first = Number(from);
  const last = to === '' ? length - 1 : Number(to);
  if (last < first && to !== '') return null;
  return first >= length ? 'unsatisfiable' : { first, last: Math.min(last, length - 1) };
}
