export interface Box {
  readonly class: string;
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

export interface Span {
  readonly start: number;
  readonly end: number;
  readonly label: string;
}

/** As long, and as hard to break, as a customer may write them, beside those that one can tell apart. */
export const boxClasses = [
  'car',
  'Fußgängerüberwegsschildträgerbefestigung',
  'person who waits at the crossing, with or without a bicycle, a pram or a dog on a lead',
  'شخص ينتظر عند معبر المشاة مع دراجة هوائية',
  '道路標識',
  'tree',
] as const;

const [columns, rows] = [8, 5];
const [cellWidth, cellHeight] = [118, 124];

/** Forty boxes on a picture of 960 × 640, each a little elsewhere for each worker. */
export function fortyBoxes(worker: number): readonly Box[] {
  return Array.from({ length: columns * rows }, (_, i) => {
    const [column, row] = [i % columns, Math.floor(i / columns)];
    const shake = (n: number): number => ((worker * 7 + i * 13 + n * 5) % 9) - 4;
    return {
      class: boxClasses[i % boxClasses.length] ?? 'car',
      left: 8 + column * cellWidth + shake(0),
      top: 8 + row * cellHeight + shake(1),
      width: 60 + ((i * 17) % 45) + shake(2),
      height: 50 + ((i * 11) % 60) + shake(3),
    };
  });
}

/** Both directions, letters of many code points, and a word that nothing breaks. */
export const mixedText = `👩🏽‍🚀 Ada Lovelace met Charles Babbage in London.
التقت ليلى الأحمد مارك في برلين يوم الثلاثاء، ثم سافرا معاً إلى القاهرة.
In ירושלים דיבר דוד with Zoë about the 🇩🇪 Donaudampfschifffahrtsgesellschaftskapitänsmütze${'e'.repeat(60)}.
E = mc² was not written by 王小明 in 北京市 but by Albert Einstein, as 👨‍👩‍👧‍👦 know.`;

const placeOf = (part: string): readonly [start: number, end: number] => {
  const start = Array.from(mixedText.slice(0, mixedText.indexOf(part))).length;
  return [start, start + Array.from(part).length];
};

export const spanClasses = [
  'PERSON',
  'PLACE',
  'DATE',
  'a class with a name that is longer than most',
] as const;

export function spanOf(part: string, label: (typeof spanClasses)[number]): Span {
  const [start, end] = placeOf(part);
  return { start, end, label };
}
