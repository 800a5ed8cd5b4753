import type { Frame } from './frame.ts';

const headLength = 12;
const looks: ReadonlySet<string> = new Set(['VP8 ', 'VP8L', 'VP8X', 'ANIM', 'ANMF', 'ALPH']);

/** Of a WebP with nothing but the picture or its frames. */
export function webpFrame(bytes: Buffer): Frame | null {
  if (bytes.length < headLength + 8 || bytes.readUInt32LE(4) + 8 !== bytes.length) return null;
  let frame: Frame | null = null;
  let frames = 0;
  for (let at = headLength; at < bytes.length; ) {
    if (at + 8 > bytes.length) return null;
    const kind = bytes.toString('latin1', at, at + 4);
    const length = bytes.readUInt32LE(at + 4);
    const body = at + 8;
    if (!looks.has(kind) || body + length > bytes.length) return null;
    if (kind === 'ANMF') {
      if (!isPlainFrame(bytes.subarray(body, body + length))) return null;
      frames++;
    }
    frame ??= dimensions(kind, bytes.subarray(body, body + length));
    at = body + length + (length % 2);
  }
  return frame === null ? null : { ...frame, frames: Math.max(1, frames) };
}

/** A frame of an animation has chunks of its own. */
function isPlainFrame(bytes: Buffer): boolean {
  let at = 16;
  while (at + 8 <= bytes.length) {
    if (!['VP8 ', 'VP8L', 'ALPH'].includes(bytes.toString('latin1', at, at + 4))) return false;
    const length = bytes.readUInt32LE(at + 4);
    at += 8 + length + (length % 2);
  }
  return at === bytes.length;
}

function dimensions(kind: string, body: Buffer): Frame | null {
  if (kind === 'VP8X' && body.length >= 10)
    return { width: body.readUIntLE(4, 3) + 1, height: body.readUIntLE(7, 3) + 1, frames: 1 };
  if (kind === 'VP8L' && body.length >= 5) {
    const bits = body.readUInt32LE(1);
    return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1, frames: 1 };
  }
  if (kind === 'VP8 ' && body.length >= 10)
    return { width: body.readUInt16LE(6) & 0x3fff, height: body.readUInt16LE(8) & 0x3fff, frames: 1 };
  return null;
}
