/** Least and greatest second byte after a first byte that allows not all of them. */
const secondBytes: Readonly<Record<number, readonly [number, number]>> = {
  224: [0xa0, 0xbf],
  237: [0x80, 0x9f],
  240: [0x90, 0xbf],
  244: [0x80, 0x8f],
};

const decoder = new TextDecoder('utf-8', { fatal: true });

/** The text of bytes, without a byte order mark; or why they are none, as the end of a sentence. */
export function decodeUtf8(
  bytes: Uint8Array,
): { readonly ok: true; readonly text: string } | { readonly ok: false; readonly problem: string } {
  try {
    return { ok: true, text: decoder.decode(bytes) };
  } catch {
    return { ok: false, problem: utf8Problem(bytes) ?? 'is not UTF-8' };
  }
}

/** Why bytes are no UTF-8, as the end of a sentence; null: they are. Slow: ask it once a decoder has said no. */
export function utf8Problem(bytes: Uint8Array): string | null {
  const [first, second] = bytes;
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff))
    return 'is UTF-16, by its byte order mark, not UTF-8';
  const at = notUtf8At(bytes);
  return at === null ? null : `is not UTF-8: its byte ${at} (from 0) belongs to no character`;
}

/** Where the first sequence begins that is no character of UTF-8, from 0; null: there is none. */
export function notUtf8At(bytes: Uint8Array): number | null {
  for (let at = 0; at < bytes.length; ) {
    const length = lengthAt(bytes, at);
    if (length === null) return at;
    at += length;
  }
  return null;
}

/** Bytes of the character at `at`; null: it is none. */
function lengthAt(bytes: Uint8Array, at: number): number | null {
  const first = bytes[at] ?? 0;
  if (first < 0x80) return 1;
  const length = first < 0xc2 ? 0 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : first < 0xf5 ? 4 : 0;
  if (length === 0) return null;
  const [least, greatest] = secondBytes[first] ?? [0x80, 0xbf];
  const second = bytes[at + 1] ?? 0;
  if (second < least || second > greatest) return null;
  for (let i = 2; i < length; i++) if (((bytes[at + i] ?? 0) & 0xc0) !== 0x80) return null;
  return length;
}
