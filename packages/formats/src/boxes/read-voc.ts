import type { PictureBox } from './picture.ts';
import { boxAt, isAddress, noArea, type ReadPicture, sizeOf } from './read.ts';

const part =
  /<!--[\s\S]*?-->|<\?[\s\S]*?\?>|<!\[CDATA\[([\s\S]*?)\]\]>|<(\/?)([\w.:-]+)(?:\s[^<>]*)?(\/?)>|([^<]+)/y;
const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
const depthMax = 20;

/** A picture as Pascal VOC describes it. Definitions of a document's own are refused. */
export function pictureOfVoc(xml: string): ReadPicture {
  let [name, url, width, height] = ['', '', '', ''];
  const objects: Map<string, string>[] = [];
  const broken = walk(xml, (path, text) => {
    if (text === null) {
      if (path === 'annotation/object') objects.push(new Map());
    } else if (path === 'annotation/filename') name += text;
    else if (path === 'annotation/path') url += text;
    else if (path === 'annotation/size/width') width += text;
    else if (path === 'annotation/size/height') height += text;
    else {
      const key = path.startsWith('annotation/object/') ? path.slice('annotation/object/'.length) : '';
      const object = objects.at(-1);
      if (key !== '' && object !== undefined) object.set(key, (object.get(key) ?? '') + text);
    }
  });
  const boxes: PictureBox[] = [];
  let wrong = broken;
  for (const [i, object] of objects.entries()) {
    const box = boxOf(object);
    if (typeof box === 'string') wrong ??= `object ${i + 1}${box}`;
    else boxes.push(box);
  }
  return {
    name,
    url: isAddress(url) ? url : null,
    boxes,
    size: sizeOf(Number(width), Number(height)),
    wrong,
  };
}

function boxOf(object: ReadonlyMap<string, string>): PictureBox | string {
  const name = object.get('name') ?? '';
  const [xmin = 0, ymin = 0, xmax = 0, ymax = 0] = ['xmin', 'ymin', 'xmax', 'ymax'].map((key) => {
    const text = object.get(`bndbox/${key}`)?.trim() ?? '';
    return text === '' ? Number.NaN : Number(text);
  });
  if (name === '' || !Number.isFinite(xmin + ymin + xmax + ymax))
    return ' must have a name, xmin, ymin, xmax and ymax';
  // The first pixel is 1, and the last one is within.
  return boxAt(name, xmin - 1, ymin - 1, xmax, ymax) ?? `: ${noArea}`;
}

/** Tells of each element that begins, with null, and of each text, with the names of what it is in. What it returns is wrong; null: nothing. */
function walk(xml: string, tell: (path: string, text: string | null) => void): string | null {
  const open: string[] = [];
  const text = xml.replace(/^\uFEFF/, '');
  for (part.lastIndex = 0; part.lastIndex < text.length; ) {
    const at = part.lastIndex;
    const found = part.exec(text);
    if (found === null) return `it is no XML that is read, at character ${at + 1}`;
    const [, data, slash, name, isEmpty, words] = found;
    if (data !== undefined) tell(open.join('/'), data);
    else if (words !== undefined) tell(open.join('/'), plain(words));
    else if (name !== undefined && slash === '/') {
      if (open.pop() !== name) return `</${name}> ends what has not begun`;
    } else if (name !== undefined) {
      if (open.length >= depthMax) return 'it is nested too deep';
      open.push(name);
      tell(open.join('/'), null);
      if (isEmpty === '/') open.pop();
    }
  }
  return open.length === 0 ? null : `<${open.at(-1) ?? ''}> is not closed`;
}

const plain = (text: string): string =>
  text.replaceAll(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|(\w+));/gi, (whole, decimal, hex, name) => {
    if (typeof name === 'string') return named[name] ?? whole;
    const code = typeof decimal === 'string' ? Number(decimal) : Number.parseInt(String(hex), 16);
    return code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff) ? String.fromCodePoint(code) : whole;
  });
