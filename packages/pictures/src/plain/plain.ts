import { framePixelsMax, shownScale } from '../bounds.ts';
import type { PictureFormat } from '../formats.ts';
import type { PictureType } from '../results.ts';
import type { Frame } from './frame.ts';
import { gifFrame } from './gif.ts';
import { jpegFrame } from './jpeg.ts';
import { pngFrame } from './png.ts';
import { webpFrame } from './webp.ts';

type Walk = (bytes: Buffer) => Frame | null;

/** Each walks over all of the file: null where anything is in it that is no part of how it looks, or after its end. */
const walks: Readonly<Partial<Record<PictureFormat, readonly [PictureType, Walk]>>> = {
  png: ['image/png', pngFrame],
  jpeg: ['image/jpeg', jpegFrame],
  gif: ['image/gif', gifFrame],
  webp: ['image/webp', webpFrame],
};

/** The content type of a picture that every browser shows as it is, of a size to be shown, and nothing else in it; or null. */
export function plainType(bytes: Uint8Array, format: PictureFormat): PictureType | null {
  const walk = walks[format];
  if (walk === undefined) return null;
  const [type, frameOf] = walk;
  const frame = frameOf(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  if (frame === null || frame.width === 0 || frame.height === 0) return null;
  const { width, height, frames } = frame;
  return shownScale(width, height) === 1 && width * height * frames <= framePixelsMax ? type : null;
}
