import type { BoxedPicture, PictureBox, TextSpan } from '@asg/formats/annotations';

/** A small generator that gives the same numbers each time. */
function seeded(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

/** Names that break what is written without care. */
export const hostileClasses = [
  'car',
  'traffic light, red',
  'a "quoted" <tag> & \'more\'',
  '- yes: [no]',
  '#1 %20 100%',
  'שלום \u202Eabc\u202C',
  '👩‍👩‍👧 family',
];
const hostileTitles = [
  'plain.jpg',
  'Straße 1, "links" & <rechts>.PNG',
  "it's; a|b.jpeg",
  '../../etc/passwd',
  'עברית\u202Egnp.exe',
  '日本 🗻.webp',
  '',
  '...',
];

/** Pictures with boxes of each class, at every edge, and some without. */
export function hostilePictures(count: number): readonly BoxedPicture[] {
  const random = seeded(28);
  const pick = <One>(list: readonly One[]): One[] => list.slice(random(list.length)).slice(0, 1);
  return Array.from({ length: count }, (_, i) => {
    const size = { width: 1 + random(900), height: 1 + random(900) };
    const box = (): readonly PictureBox[] => {
      const left = random(size.width);
      const top = random(size.height);
      const [width, height] = [1 + random(size.width - left), 1 + random(size.height - top)];
      return pick(hostileClasses).map((name) => ({ class: name, left, top, width, height }));
    };
    const boxes = Array.from({ length: i % 5 }, box).flat();
    const [title = ''] = pick(hostileTitles);
    return { number: i + 1, title, url: `https://example.com/${i}.jpg?a=1&b="2"`, size, boxes };
  });
}

const words = [
  'Ada',
  'Lovelace',
  "l'Été",
  'naïve',
  'שלום',
  '\u202Eمرحبا\u202C',
  '东京都',
  'สวัสดี',
  'क्षत्रिय',
  '👩‍👩‍👧',
  '<b>&amp;"x"</b>',
  '-DOCSTART-',
  '50%',
  'e\u0301',
];
const gaps = [' ', ' ', ' ', '\r\n', '\n', '\t', '\u00A0', '\u3000', ', '];

/** Texts with spans over whole words, over parts of them, and over line ends. */
export function hostileTexts(
  count: number,
): readonly { readonly text: string; readonly spans: readonly TextSpan[] }[] {
  const random = seeded(7);
  return Array.from({ length: count }, (_, i) => {
    const text = Array.from(
      { length: 1 + random(25) },
      () => `${words[random(words.length)] ?? ''}${gaps[random(gaps.length)] ?? ''}`,
    ).join('');
    const signs = Array.from(text);
    const spans: TextSpan[] = [];
    for (let at = random(8); at < signs.length; at += random(8)) {
      const end = Math.min(signs.length, at + 1 + random(9));
      const isSaid = signs.slice(at, end).join('').trim() !== '';
      const label = hostileClasses[random(hostileClasses.length)];
      if (isSaid && i % 7 > 0 && label !== undefined) spans.push({ start: at, end, label });
      at = end;
    }
    return { text, spans };
  });
}
