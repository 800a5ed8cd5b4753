import { assertDrawable, drawnScale } from '../bounds.ts';
import { drawingRoot } from '../formats.ts';

/** What browsers give a drawing that says nothing of its size, pixels. */
const widthDefault = 300;
const heightDefault = 150;
/** The tag of its root is not longer than that, bytes. */
const tagMax = 65_536;

/** Pixels of CSS. */
const units: Readonly<Record<string, number>> = {
  ...{ '': 1, px: 1, in: 96, cm: 96 / 2.54, mm: 96 / 25.4, q: 96 / 101.6, pt: 96 / 72, pc: 16 },
  ...{ em: 16, rem: 16, ex: 8, ch: 8 },
};
const lengthForm = /^\s*\+?((?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?)([a-z]*)\s*$/i;
const attributeForm = /\s+([^\s=>"'/]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g;
const tagForm = /^(<(?:svg:)?svg)((?:\s+[^\s=>"'/]+\s*=\s*(?:"[^"]*"|'[^']*'))*)\s*\/?>/i;

/**
 * The drawing with the size that browsers give it where its root lacks a width or a height in a unit of its own: by its viewBox, else
 * 300 pixels by 150. Any other is the same bytes. Throws `TooLarge` where it says that it is.
 */
export function sizedDrawing(bytes: Buffer): Buffer {
  const root = drawingRoot(bytes) ?? 0;
  const [, start = '', attributes = ''] = tagForm.exec(bytes.toString('latin1', root, root + tagMax)) ?? [];
  if (start === '') return bytes;
  const all = [...attributes.matchAll(attributeForm)];
  const said = new Map(all.map(([, name = '', one, other]) => [name, one ?? other ?? '']));
  const [width, height] = [pixelsOf(said.get('width')), pixelsOf(said.get('height'))];
  assertDrawable(width ?? height ?? 1, height ?? width ?? 1);
  if (width !== null && height !== null) return bytes;
  const size = sizeOf(width, height, boxOf(said.get('viewBox')));
  const others = all.flatMap(([whole, name]) => (name === 'width' || name === 'height' ? [] : [whole]));
  const sized = `${start} width="${size.width}" height="${size.height}"${others.join('')}`;
  const end = root + start.length + attributes.length;
  return Buffer.concat([bytes.subarray(0, root), Buffer.from(sized, 'latin1'), bytes.subarray(end)]);
}

interface Size {
  readonly width: number;
  readonly height: number;
}

function sizeOf(width: number | null, height: number | null, box: Size | null): Size {
  if (box === null) return { width: width ?? widthDefault, height: height ?? heightDefault };
  // Its content fills whatever size it gets: only the shape counts.
  const scale = drawnScale(box.width, box.height);
  return { width: Math.max(1, box.width * scale), height: Math.max(1, box.height * scale) };
}

/** Null: it has none of its own, as `100%` or `auto`, which are of what it stands in. */
function pixelsOf(length: string | undefined): number | null {
  const [, number, unit = ''] = lengthForm.exec(length ?? '') ?? [];
  const pixels = Number(number) * (units[unit.toLowerCase()] ?? Number.NaN);
  return Number.isNaN(pixels) ? null : pixels;
}

function boxOf(viewBox = ''): Size | null {
  const [, , width = 0, height = 0] = viewBox
    .trim()
    .split(/[\s,]+/)
    .map(Number);
  return width > 0 && height > 0 && Number.isFinite(width / height) ? { width, height } : null;
}
