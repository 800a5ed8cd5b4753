import type { Frame } from './frame.ts';

const trailer = 0x3b;
const image = 0x2c;
const extension = 0x21;
const graphicControl = 0xf9;
const application = 0xff;

/** Of a GIF with nothing but its frames and how often they are repeated. */
export function gifFrame(bytes: Buffer): Frame | null {
  if (bytes.length < 14) return null;
  let [width, height, frames] = [bytes.readUInt16LE(6), bytes.readUInt16LE(8), 0];
  let at = 13 + tableLength(bytes[10]);
  for (;;) {
    const kind = bytes[at];
    if (kind === trailer) return at + 1 === bytes.length && frames > 0 ? { width, height, frames } : null;
    if (kind === image) {
      if (at + 10 > bytes.length) return null;
      const right = bytes.readUInt16LE(at + 1) + bytes.readUInt16LE(at + 5);
      const bottom = bytes.readUInt16LE(at + 3) + bytes.readUInt16LE(at + 7);
      // The first frame may be larger than it says to be; of later ones what is outside is not seen.
      if (frames > 0 && (right > width || bottom > height)) return null;
      [width, height, frames] = [Math.max(width, right), Math.max(height, bottom), frames + 1];
      at = blocksEnd(bytes, at + 11 + tableLength(bytes[at + 9]));
    } else if (kind === extension && isLook(bytes, at)) {
      at = blocksEnd(bytes, at + 2);
    } else {
      return null;
    }
  }
}

const tableLength = (flags = 0): number => ((flags & 0x80) === 0 ? 0 : 3 * 2 ** ((flags & 7) + 1));

function isLook(bytes: Buffer, at: number): boolean {
  const kind = bytes[at + 1];
  if (kind === graphicControl) return bytes[at + 2] === 4 && bytes[at + 7] === 0;
  const isRepeat = kind === application && bytes.toString('latin1', at + 3, at + 14) === 'NETSCAPE2.0';
  return isRepeat && bytes[at + 14] === 3 && bytes[at + 18] === 0;
}

function blocksEnd(bytes: Buffer, from: number): number {
  let at = from;
  for (let length = bytes[at] ?? 0; length > 0; length = bytes[at] ?? 0) at += 1 + length;
  return at + 1;
}
