import type { Frame } from './frame.ts';

const startOfScan = 0xda;
const endOfImage = 0xd9;
/** Tables, frames, scans and what separates their parts. */
const isTable = (marker: number): boolean => [0xc4, 0xcc, 0xdb, 0xdd].includes(marker);
const isFrame = (marker: number): boolean => [0xc0, 0xc1, 0xc2].includes(marker);

/** Of a JPEG in grey or YCbCr with nothing but the picture and its JFIF header. */
export function jpegFrame(bytes: Buffer): Frame | null {
  let frame: Frame | null = null;
  for (let at = 2; at + 4 <= bytes.length; ) {
    if (bytes[at] !== 0xff) return null;
    const marker = bytes.readUInt8(at + 1);
    const length = bytes.readUInt16BE(at + 2);
    const end = at + 2 + length;
    if (length < 2 || end > bytes.length) return null;
    if (isFrame(marker)) {
      if (frame !== null || length < 9 || bytes[at + 4] !== 8 || !isGreyOrThree(bytes[at + 9])) return null;
      frame = { width: bytes.readUInt16BE(at + 7), height: bytes.readUInt16BE(at + 5), frames: 1 };
    } else if (marker !== startOfScan && !isTable(marker) && !isHeader(bytes, at, marker, length)) {
      return null;
    }
    at = marker === startOfScan ? scanEnd(bytes, end) : end;
    if (at + 2 === bytes.length && bytes[at + 1] === endOfImage) return frame;
  }
  return null;
}

const isGreyOrThree = (components: number | undefined): boolean => components === 1 || components === 3;

/** JFIF without a thumbnail of its own. */
function isHeader(bytes: Buffer, at: number, marker: number, length: number): boolean {
  return marker === 0xe0 && length === 16 && bytes.toString('latin1', at + 4, at + 9) === 'JFIF\0';
}

/** Where the marker after a scan stands. */
function scanEnd(bytes: Buffer, from: number): number {
  for (let at = bytes.indexOf(0xff, from); at >= 0; at = bytes.indexOf(0xff, at + 1)) {
    const next = bytes[at + 1] ?? 0;
    if (next !== 0 && next !== 0xff && (next < 0xd0 || next > 0xd7)) return at;
  }
  return bytes.length;
}
