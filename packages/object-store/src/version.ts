/** Before what names the version of an object whose bytes are packed: no part of such an object can be asked for. */
const packedPrefix = 'packed ';
const datedPrefix = 'dated ';

/** What a tag says of the object that was begun. */
export interface Begun {
  /** Null: nothing is known of it, or nothing is begun. */
  readonly version: string | null;
  /** Its bytes are its content packed. */
  readonly isPacked: boolean;
}

export function begunOf(tag: string | null): Begun {
  const isPacked = tag?.startsWith(packedPrefix) ?? false;
  const version = isPacked ? (tag ?? '').slice(packedPrefix.length) : tag;
  return { version: version === '' ? null : version, isPacked };
}

/** The other way. */
export function tagOf({ version, isPacked }: Begun): string | null {
  return isPacked ? packedPrefix + (version ?? '') : version;
}

/** The version of an object whose server names none: its date, in the server's words, and its size in bytes; null: it gives neither. */
export function datedVersion(date: string | undefined, bytes: number | null): string | null {
  return date === undefined && bytes === null ? null : `${datedPrefix}${date ?? ''} ${bytes ?? ''}`;
}

export function isDated(version: string): boolean {
  return version.startsWith(datedPrefix);
}

/** Bytes of the whole object, as its part or its length says: `bytes 5-9/1234` and 1234 are the same; null: neither. */
export function wholeBytes(range: string | undefined, length: string | number | undefined): number | null {
  const [, total = range === undefined ? String(length) : ''] = /\/(\d+)$/.exec(range ?? '') ?? [];
  return /^\d+$/.test(total) ? Number(total) : null;
}
