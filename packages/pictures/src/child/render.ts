import { losslessPixelsMax, shownScale, TooLarge, thumbnailSide } from '../bounds.ts';
import { notDecoded, type PictureFormat, unsupportedWords } from '../formats.ts';
import { strippedAnimation } from '../plain/png.ts';
import {
  type Inspection,
  type PictureResult,
  type PictureSize,
  type PictureType,
  refused,
  tooMuchMemory,
} from '../results.ts';
import type { Work } from './messages.ts';
import { open, type Source } from './source.ts';

const shownQuality = 92;
const thumbnailQuality = 75;
/** Of 0 to 6: more takes longer and saves little. */
const webpEffort = 3;

/** Does the work on one picture. Never rejects: what cannot be decoded is refused, with words for people. */
export async function rendered(
  work: Work,
  bytes: Buffer,
  format: PictureFormat,
): Promise<PictureResult | Inspection> {
  try {
    if (work === 'inspect') return { ok: true, format, ...(await decoded(bytes, format)) };
    return await (work === 'show' ? shown(bytes, format) : thumbnail(bytes, format));
  } catch (error) {
    return refusalOf(error instanceof Error ? error : new Error(String(error)), bytes, format);
  }
}

/** Every pixel is decoded, and none kept. */
async function decoded(bytes: Buffer, format: PictureFormat): Promise<PictureSize> {
  const source = await open(bytes, format, true);
  await source.pipeline.resize(1, 1, { fit: 'fill', fastShrinkOnLoad: false }).raw().toBuffer();
  return sizeOf(source);
}

/** A drawing may be a part of a pixel larger. */
const sizeOf = ({ width, height }: Source): PictureSize => ({
  width: Math.max(1, Math.round(width)),
  height: Math.max(1, Math.round(height)),
});

async function shown(bytes: Buffer, format: PictureFormat): Promise<PictureResult> {
  // The library would leave the first frame alone of it.
  const stripped = format === 'png' ? strippedAnimation(bytes) : null;
  if (stripped !== null) return picture('image/png', stripped, await decoded(stripped, format));
  const source = await open(bytes, format, true);
  const { pipeline, width, height } = source;
  const scale = shownScale(width, height);
  if (scale < 1)
    pipeline.resize(Math.max(1, Math.floor(width * scale)), Math.max(1, Math.floor(height * scale)), {
      fit: 'fill',
    });
  return encoded(source, format);
}

async function encoded(source: Source, format: PictureFormat): Promise<PictureResult> {
  const { pipeline, width, height, frames } = source;
  const size = sizeOf(source);
  if (format === 'gif' && frames > 1) return picture('image/gif', await pipeline.gif().toBuffer(), size);
  if (format === 'jpeg')
    return picture('image/jpeg', await pipeline.jpeg({ quality: shownQuality }).toBuffer(), size);
  const isLossless = format !== 'webp' && format !== 'avif' && width * height <= losslessPixelsMax;
  if (isLossless) return picture('image/png', await pipeline.toColourspace('srgb').png().toBuffer(), size);
  const webp = pipeline.webp({ quality: shownQuality, effort: webpEffort });
  return picture('image/webp', await webp.toBuffer(), size);
}

async function thumbnail(bytes: Buffer, format: PictureFormat): Promise<PictureResult> {
  const source = await open(bytes, format, false);
  const small = source.pipeline.resize(thumbnailSide, thumbnailSide, {
    fit: 'inside',
    withoutEnlargement: true,
  });
  return picture('image/webp', await small.webp({ quality: thumbnailQuality }).toBuffer(), sizeOf(source));
}

const picture = (contentType: PictureType, bytes: Uint8Array, size: PictureSize): PictureResult => ({
  ok: true,
  picture: { contentType, bytes, size },
});

const ranOut =
  /truncated|premature end|unexpected end|end of (file|stream|data)|out of (range|bounds)|read error|not enough|bad seek/i;

function refusalOf(error: Error, bytes: Buffer, format: PictureFormat) {
  if (error instanceof TooLarge) return refused('too_large', error.message);
  if (format === 'svg' && /bad dimensions/i.test(error.message))
    return refused('damaged', 'it is drawn less than a pixel wide or high');
  if (/pixel limit|dimension/i.test(error.message))
    return refused('too_large', 'its dimensions are too large');
  if (/memory|allocat/i.test(error.message)) return refused('too_large', tooMuchMemory);
  const name = notDecoded[format];
  if (name !== undefined) return refused('unsupported', unsupportedWords(name));
  if (/support for this compression format/i.test(error.message))
    return refused('unsupported', unsupportedWords('a HEIC picture'));
  if (isCutShort(bytes, format) || ranOut.test(error.message))
    return refused(
      'truncated',
      `it is truncated: the end of this ${format.toUpperCase()} picture is missing`,
    );
  return refused('damaged', `it is a damaged ${format.toUpperCase()} picture that cannot be decoded`);
}

/** Whether what has to stand at its end does not. */
function isCutShort(bytes: Buffer, format: PictureFormat): boolean {
  if (format === 'png') return !bytes.includes('IEND');
  if (format === 'gif') return bytes.at(-1) !== 0x3b;
  if (format === 'jpeg') return !bytes.includes(Buffer.from([0xff, 0xd9]));
  if (format === 'tiff') {
    const first = bytes[0] === 0x49 ? bytes.readUInt32LE(4) : bytes.readUInt32BE(4);
    return first >= bytes.length;
  }
  if (format === 'ico') return iconEnd(bytes) > bytes.length;
  return format === 'webp' && bytes.readUInt32LE(4) + 8 > bytes.length;
}

/** Where the last of the pictures that it lists ends. */
function iconEnd(bytes: Buffer): number {
  const count = bytes.readUInt16LE(4);
  const listEnd = 6 + 16 * count;
  if (listEnd > bytes.length) return listEnd;
  const ends = Array.from({ length: count }, (_, i) => {
    const at = 6 + 16 * i;
    return bytes.readUInt32LE(at + 8) + bytes.readUInt32LE(at + 12);
  });
  return Math.max(listEnd, ...ends);
}
