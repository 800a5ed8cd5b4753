import type { Frame } from './frame.ts';

const signatureLength = 8;
/** Length, type and checksum. */
const aroundChunk = 12;
/** What says how it looks, and no more. A colour profile names devices and their owners: it is applied instead. */
const looks: ReadonlySet<string> = new Set([
  ...['IHDR', 'PLTE', 'IDAT', 'IEND', 'tRNS', 'gAMA', 'cHRM', 'sRGB', 'bKGD', 'pHYs', 'sBIT', 'hIST'],
  ...['acTL', 'fcTL', 'fdAT', 'cICP'],
]);

/** These alone are long: in others of them there is room for more than how it looks. */
const long: ReadonlySet<string> = new Set(['IDAT', 'fdAT', 'PLTE', 'tRNS', 'hIST']);
const shortMax = 64;

const isLook = (type: string, from: number, to: number): boolean =>
  looks.has(type) && (long.has(type) || to - from <= shortMax);

/** Its chunks up to the end; what is cut off or damaged is not among them. */
function* chunksOf(
  bytes: Buffer,
): Generator<{ readonly type: string; readonly from: number; readonly to: number }> {
  for (let at = signatureLength; at + aroundChunk <= bytes.length; ) {
    const to = at + aroundChunk + bytes.readUInt32BE(at);
    if (to > bytes.length) return;
    const type = bytes.toString('latin1', at + 4, at + 8);
    yield { type, from: at, to };
    if (type === 'IEND') return;
    at = to;
  }
}

/** Of a PNG with nothing but the picture, 8 bits a channel or fewer. */
export function pngFrame(bytes: Buffer): Frame | null {
  let frame: Frame | null = null;
  for (const { type, from, to } of chunksOf(bytes)) {
    if (!isLook(type, from, to)) return null;
    const body = from + 8;
    if (type === 'IHDR') {
      if (to - from !== aroundChunk + 13 || bytes.readUInt8(body + 8) > 8) return null;
      frame = { width: bytes.readUInt32BE(body), height: bytes.readUInt32BE(body + 4), frames: 1 };
    }
    if (frame === null) return null;
    if (type === 'acTL' && to - from >= aroundChunk + 8)
      frame = { ...frame, frames: bytes.readUInt32BE(body) };
    if (type === 'IEND') return to === bytes.length && to - from === aroundChunk ? frame : null;
  }
  return null;
}

/** An animated PNG without what is no part of how it looks; null: it is none, or has no end. */
export function strippedAnimation(bytes: Buffer): Buffer | null {
  const chunks = [...chunksOf(bytes)];
  if (chunks.at(-1)?.type !== 'IEND' || chunks.every(({ type }) => type !== 'acTL')) return null;
  const kept = chunks
    .filter(({ type, from, to }) => isLook(type, from, to))
    .map(({ from, to }) => bytes.subarray(from, to));
  return Buffer.concat([bytes.subarray(0, signatureLength), ...kept]);
}
