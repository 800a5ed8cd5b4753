import { decodeUtf8, plainText, textProblem } from '@asg/domain';
import { isZip } from '@asg/formats';
import { notDecoded, type PictureFormat, pictureFormatOf } from '@asg/pictures';

/** What bytes are, by themselves: an image of that type, or a text. */
export type Content =
  | { readonly kind: 'image'; readonly contentType: string }
  | { readonly kind: 'text'; readonly contentType: string; readonly text: string }
  | { readonly kind: 'unsupported'; readonly reason: string };

const typeNames: Readonly<Partial<Record<PictureFormat, string>>> = { svg: 'svg+xml', ico: 'x-icon' };

/** `reason` ends a sentence on the content. */
export function contentOf(bytes: Uint8Array): Content {
  if (bytes.length === 0) return { kind: 'unsupported', reason: 'is empty' };
  const format = pictureFormatOf(bytes);
  const other = format === null ? undefined : notDecoded[format];
  if (other !== undefined)
    return {
      kind: 'unsupported',
      reason: `is ${other}: send PNG, JPEG, GIF, WebP, AVIF, TIFF, SVG, BMP or ICO`,
    };
  if (format !== null) return { kind: 'image', contentType: `image/${typeNames[format] ?? format}` };
  if (isZip(bytes)) return { kind: 'unsupported', reason: 'is a zip: give the pictures and texts in it' };
  const decoded = decodeUtf8(bytes);
  if (!decoded.ok)
    return { kind: 'unsupported', reason: `is neither an image nor UTF-8 text: it ${decoded.problem}` };
  const problem = textProblem(decoded.text, 'lines');
  if (problem !== null)
    return { kind: 'unsupported', reason: `is neither an image nor a text: it ${problem.message}` };
  if (decoded.text.trim() === '') return { kind: 'unsupported', reason: 'is blank' };
  return { kind: 'text', contentType: plainText, text: decoded.text };
}
