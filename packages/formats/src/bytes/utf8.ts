/**
 * Where UTF-8 ends to be UTF-8: the offset of the first byte that cannot be part of it. A sequence that the bytes break off
 * counts as `partial`, with the offset where it begins. Null: all of it is UTF-8.
 */
export function faultOf(bytes: Uint8Array): { readonly offset: number; readonly partial: boolean } | null {
  let offset = 0;
  while (offset < bytes.length) {
    const first = bytes[offset] ?? 0;
    if (first < 0x80) {
      offset++;
      continue;
    }
    const length = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
    if (first < 0xc2 || first > 0xf4) return { offset, partial: false };
    for (let i = 1; i < length; i++) {
      const next = bytes[offset + i];
      if (next === undefined) return { offset, partial: true };
      const [from, to] = i === 1 ? secondOf(first) : [0x80, 0xbf];
      if (next < from || next > to) return { offset, partial: false };
    }
    offset += length;
  }
  return null;
}

/** What may follow a first byte: no overlong form, no surrogate, nothing above U+10FFFF. */
function secondOf(first: number): readonly [from: number, to: number] {
  if (first === 0xe0) return [0xa0, 0xbf];
  if (first === 0xed) return [0x80, 0x9f];
  if (first === 0xf0) return [0x90, 0xbf];
  if (first === 0xf4) return [0x80, 0x8f];
  return [0x80, 0xbf];
}
