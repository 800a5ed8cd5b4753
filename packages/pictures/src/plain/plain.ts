import { framePixelsMax, shownScale } from '../bounds.ts';
import type { PictureFormat } from '../formats.ts';
import type { Picture, PictureType } from '../results.ts';
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

/** The picture, if every browser shows it as it is, of a size to be shown, and nothing else is in it; or null. */
export function plainPicture(bytes: Uint8Array, format: PictureFormat): Picture | null {
  const walk = walks[format];
  if (walk === undefined) return null;
  const [contentType, frameOf] = walk;
  const frame = frameOf(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  if (frame === null || frame.width === 0 || frame.height === 0) return null;
  const { width, height, frames } = frame;
  const isSmall = shownScale(width, height) === 1 && width * height * frames <= framePixelsMax;
  return isSmall ? { contentType, bytes, size: { width, height } } : null;
}
