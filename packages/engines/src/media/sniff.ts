const textTypeMax = 100;
/** Tab, line feed, form feed, carriage return, escape: the control characters that texts have. */
const textControls: ReadonlySet<number> = new Set([9, 10, 12, 13, 27]);
const firstPrintable = 32;

/** The content type that a browser gets. */
type MediaType =
  | 'image/png'
  | 'image/jpeg'
  | 'image/gif'
  | 'image/webp'
  | 'image/avif'
  | 'image/bmp'
  | 'text/plain; charset=utf-8';

export interface Media {
  readonly contentType: MediaType;
  readonly bytes: Uint8Array;
}

const ascii = (bytes: Uint8Array, from: number, to: number): string =>
  Buffer.from(bytes.subarray(from, to)).toString('latin1');

/** Sizes that the header of a bitmap can have. */
const bitmapHeaders: ReadonlySet<number> = new Set([12, 40, 52, 56, 64, 108, 124]);

function imageType(bytes: Uint8Array): MediaType | null {
  if (ascii(bytes, 0, 8) === '\x89PNG\r\n\x1a\n') return 'image/png';
  if (bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff) return 'image/jpeg';
  if (/^GIF8[79]a/.test(ascii(bytes, 0, 6))) return 'image/gif';
  if (ascii(bytes, 0, 4) === 'RIFF' && ascii(bytes, 8, 12) === 'WEBP') return 'image/webp';
  if (ascii(bytes, 4, 8) === 'ftyp' && /^avi[fs]/.test(ascii(bytes, 8, 12))) return 'image/avif';
  if (ascii(bytes, 0, 2) === 'BM' && bitmapHeaders.has(bytes[14] ?? 0) && bytes[15] === 0) return 'image/bmp';
  return null;
}

/**
 * What the bytes are, by themselves; null: neither an image that every browser shows nor text. `declared` is the host's
 * Content-Type: it tells the charset of a text, and that something was meant to be an image. SVG is no image here, and
 * HTML is text: neither is ever given to a browser as what it is.
 */
export function sniff(bytes: Uint8Array, declared: string | null): Media | null {
  const image = imageType(bytes);
  if (image !== null) return { contentType: image, bytes };
  const type = (declared ?? '').slice(0, textTypeMax).toLowerCase();
  if (/^(image|audio|video)\//.test(type)) return null;
  const text = decoded(bytes, /;\s*charset="?([\w.:-]+)/.exec(type)?.[1] ?? 'utf-8');
  if (text === null || !isPrintable(text)) return null;
  return { contentType: 'text/plain; charset=utf-8', bytes: Buffer.from(text) };
}

/** The text, a byte order mark going before what is declared; null: it is none in that charset. */
function decoded(bytes: Uint8Array, charset: string): string | null {
  const [first, second] = bytes;
  const marked =
    first === 0xff && second === 0xfe ? 'utf-16le' : first === 0xfe && second === 0xff ? 'utf-16be' : null;
  try {
    return new TextDecoder(marked ?? charset, { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

function isPrintable(text: string): boolean {
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code < firstPrintable && !textControls.has(code)) return false;
  }
  return true;
}
