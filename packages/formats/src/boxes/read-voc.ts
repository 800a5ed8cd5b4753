import { boxAt, type ReadPicture } from './read.ts';

const part =
  /<!--[\s\S]*?-->|<\?[\s\S]*?\?>|<!\[CDATA\[([\s\S]*?)\]\]>|<(\/?)([\w.:-]+)(?:\s[^<>]*)?(\/?)>|([^<]+)/y;
const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
const depthMax = 20;

/** A picture as Pascal VOC describes it. Definitions of a document's own are refused. */
export function pictureOfVoc(xml: string): ReadPicture {
  let [name, url] = ['', ''];
  const objects: Map<string, string>[] = [];
  const wrong = walk(xml, (path, text) => {
    if (text === null) {
      if (path === 'annotation/object') objects.push(new Map());
    } else if (path === 'annotation/filename') name += text;
    else if (path === 'annotation/path') url += text;
    else {
      const key = path.startsWith('annotation/object/') ? path.slice('annotation/object/'.length) : '';
      const object = objects.at(-1);
      if (key !== '' && object !== undefined) object.set(key, (object.get(key) ?? '') + text);
    }
  });
  const boxes = objects.map((object) => {
    const edge = (key: string): number => {
      const text = object.get(`bndbox/${key}`)?.trim() ?? '';
      return text === '' ? Number.NaN : Number(text);
    };
    // The first pixel is 1, and the last one is within.
    return boxAt(object.get('name') ?? '', edge('xmin') - 1, edge('ymin') - 1, edge('xmax'), edge('ymax'));
  });
  const isWrong = boxes.some(
    (box) => box.class === '' || !Number.isFinite(box.left + box.top + box.width + box.height),
  );
  return {
    name,
    url: /^(?:https?|s3|gs|asset):\/\//i.test(url) ? url : null,
    boxes,
    wrong: wrong ?? (isWrong ? 'an object must have a name, xmin, ymin, xmax and ymax' : null),
  };
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
