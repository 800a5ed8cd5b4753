import { decode as decodeBitmap } from 'bmp-ts';
import decodeIcon from 'decode-ico';
import sharp, { type Sharp } from 'sharp';
import { assertDrawable, drawnScale, framePixelsMax, pixelsMax, TooLarge } from '../bounds.ts';
import type { PictureFormat } from '../formats.ts';
import { sizedDrawing } from './drawing-size.ts';

/** A picture that can be worked on. `frames`: 1 unless it is an animation; dimensions in pixels, as it is shown. */
export interface Source {
  readonly pipeline: Sharp;
  readonly width: number;
  readonly height: number;
  readonly frames: number;
  readonly isOpaque: boolean;
}

const options = {
  failOn: 'error',
  limitInputPixels: framePixelsMax,
  sequentialRead: true,
} as const;
/** What `density` means where a drawing gives its size in pixels. */
const drawnDensity = 72;

/** Opens it, with all frames if it is to be `animated`. Throws `TooLarge`, or what the library says. */
export async function open(bytes: Buffer, format: PictureFormat, animated: boolean): Promise<Source> {
  if (format === 'bmp') return bitmap(bytes);
  if (format === 'ico') return icon(bytes, animated);
  if (format === 'svg') return drawing(sizedDrawing(bytes));
  const head = await sharp(bytes, { ...options, limitInputPixels: false }).metadata();
  const frames = head.pages ?? 1;
  const isOpaque = !head.hasAlpha;
  const isAnimation = animated && frames > 1 && (format === 'gif' || format === 'webp');
  // No animation is turned.
  const { width, height } = isAnimation ? head : head.autoOrient;
  assertBounds(width, height, isAnimation ? frames : 1);
  const pipeline = sharp(bytes, { ...options, animated: isAnimation });
  const turned = isAnimation ? pipeline : pipeline.autoOrient();
  return { pipeline: turned, width, height, frames: isAnimation ? frames : 1, isOpaque };
}

function assertBounds(width: number, height: number, frames = 1): void {
  const size = `${width} × ${height} pixels`;
  if (width * height > pixelsMax) throw new TooLarge(`it has ${size}, more than ${pixelsMax / 1e6} million`);
  if (width * height * frames > framePixelsMax)
    throw new TooLarge(`it has ${frames} frames of ${size}, more than ${framePixelsMax / 1e6} million`);
}

/** A drawing without a browser: what it refers to outside of itself is not looked at. */
async function drawing(bytes: Buffer): Promise<Source> {
  const { width, height } = await sharp(bytes, { ...options, limitInputPixels: false }).metadata();
  assertDrawable(width, height);
  const scale = drawnScale(width, height);
  const pipeline = sharp(bytes, { ...options, density: drawnDensity * scale });
  return { pipeline, width: width * scale, height: height * scale, frames: 1, isOpaque: false };
}

/** The library has no loader for these, but browsers show them. Their fourth channel means nothing. */
function bitmap(bytes: Buffer): Source {
  const [width, height] =
    bytes.readUInt32LE(14) === 12
      ? [bytes.readUInt16LE(18), bytes.readUInt16LE(20)]
      : [Math.abs(bytes.readInt32LE(18)), Math.abs(bytes.readInt32LE(22))];
  assertBounds(width, height);
  const { data } = decodeBitmap(bytes, { toRGBA: true });
  const raw = { width, height, channels: 4 } as const;
  const pipeline = sharp(data, { ...options, raw }).removeAlpha();
  return { pipeline, width, height, frames: 1, isOpaque: true };
}

/** The largest of the pictures in it. */
async function icon(bytes: Buffer, animated: boolean): Promise<Source> {
  const [largest] = decodeIcon(bytes).toSorted((a, b) => b.width - a.width || b.bpp - a.bpp);
  if (largest === undefined) throw new Error('it is empty');
  const { type, width, height, data } = largest;
  assertBounds(width, height);
  if (type === 'png') return open(Buffer.from(data), 'png', animated);
  const raw = { width, height, channels: 4 } as const;
  return { pipeline: sharp(data, { ...options, raw }), width, height, frames: 1, isOpaque: false };
}
