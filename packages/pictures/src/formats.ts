/** Formats of pictures, and of files that are taken for pictures, as their first bytes tell them. */
export type PictureFormat =
  | 'png'
  | 'jpeg'
  | 'gif'
  | 'webp'
  | 'avif'
  | 'tiff'
  | 'svg'
  | 'bmp'
  | 'ico'
  | 'heic'
  | 'jp2'
  | 'jxl'
  | 'psd'
  | 'pdf'
  | 'video';

/** What people call those that are not decoded. */
export const notDecoded: Readonly<Partial<Record<PictureFormat, string>>> = {
  heic: 'a HEIC picture',
  jp2: 'a JPEG 2000 picture',
  jxl: 'a JPEG XL picture',
  psd: 'a Photoshop document',
  pdf: 'a PDF document',
  video: 'a video',
};

/** For people, of a picture that is such a thing. */
export const unsupportedWords = (name: string): string =>
  `it is ${name}, which is not supported: send it as JPEG, PNG, WebP, AVIF, GIF or TIFF`;

const latin = (bytes: Uint8Array, from: number, to: number): string =>
  String.fromCharCode(...bytes.subarray(from, to));

/** Sizes that the header of a bitmap can have. */
const bitmapHeaders: ReadonlySet<number> = new Set([12, 40, 52, 56, 64, 108, 124]);
const brandsMax = 64;

/** Each with what the file begins with and, where that is a container, what it holds from its eighth byte on. */
const signatures: readonly (readonly [PictureFormat, string, string?])[] = [
  ['png', '\x89PNG\r\n\x1a\n'],
  ['jpeg', '\xff\xd8\xff'],
  ['gif', 'GIF87a'],
  ['gif', 'GIF89a'],
  ['webp', 'RIFF', 'WEBP'],
  ['tiff', 'II*\0'],
  ['tiff', 'MM\0*'],
  ['tiff', 'II+\0'],
  ['tiff', 'MM\0+'],
  ['ico', '\0\0\x01\0'],
  ['ico', '\0\0\x02\0'],
  ['jp2', '\0\0\0\x0cjP  \r\n\x87\n'],
  ['jp2', '\xff\x4f\xff\x51'],
  ['jxl', '\0\0\0\x0cJXL \r\n\x87\n'],
  ['jxl', '\xff\x0a'],
  ['psd', '8BPS'],
  ['pdf', '%PDF-'],
  ['video', '\x1a\x45\xdf\xa3'],
  ['video', 'RIFF', 'AVI '],
];

/** The format that the bytes are in, whatever they are called; null: none that is known. */
export function pictureFormatOf(bytes: Uint8Array): PictureFormat | null {
  const head = latin(bytes, 0, 32);
  const found = signatures.find(
    ([, start, held = '']) => head.startsWith(start) && head.startsWith(held, held === '' ? 0 : 8),
  );
  if (found !== undefined) return found[0];
  if (head.slice(4, 8) === 'ftyp') return brandOf(bytes);
  if (head.startsWith('BM') && bitmapHeaders.has(bytes[14] ?? 0) && bytes[15] === 0) return 'bmp';
  return drawingRoot(bytes) === null ? null : 'svg';
}

/** Of a container of MPEG: the first brand that is known decides, as some name only their family first. */
function brandOf(bytes: Uint8Array): PictureFormat {
  const size = Math.min(Buffer.from(bytes.subarray(0, 4)).readUInt32BE(), brandsMax * 4, bytes.length);
  const brands = [latin(bytes, 8, 12)];
  for (let at = 16; at + 4 <= size; at += 4) brands.push(latin(bytes, at, at + 4));
  if (brands.some((brand) => /^avi[fs]$/.test(brand))) return 'avif';
  if (brands.some((brand) => /^(he[iv][cxms]|mif1|msf1)$/.test(brand))) return 'heic';
  return 'video';
}

const drawingHeadMax = 8_192;
/** What may stand before the root of a drawing, each up to its end. */
const before: readonly (readonly [string, string])[] = [
  ['<?', '?>'],
  ['<!--', '-->'],
];

/** Where the root of a drawing (SVG) begins, in bytes; null: it is none. */
export function drawingRoot(bytes: Uint8Array): number | null {
  const head = Buffer.from(bytes.subarray(0, drawingHeadMax)).toString('latin1');
  let at = head.startsWith('\xef\xbb\xbf') ? 3 : 0;
  for (;;) {
    at += head.slice(at).search(/\S|$/);
    const text = head.slice(at);
    const end = before.find(([start]) => text.startsWith(start))?.[1] ?? doctypeEnd(text);
    if (end === null) return /^<(?:svg:)?svg[\s>/]/i.test(text) ? at : null;
    const endAt = head.indexOf(end, at);
    if (endAt < 0) return null;
    at = endAt + end.length;
  }
}

function doctypeEnd(text: string): string | null {
  const doctype = /^<!doctype\s+svg[^[>]*([[>])/i.exec(text);
  if (doctype === null) return null;
  return doctype[1] === '[' ? ']>' : '>';
}
