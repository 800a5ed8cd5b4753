import type { TextSpan } from './tokens.ts';

/** A span as a file has it, with its words where the file repeats them. */
export interface SaidSpan extends TextSpan {
  readonly words: string | null;
}

/** As tools repeat words: with `\n` for the end of a line, or without blanks at the ends. */
const squeezed = (words: string): string => words.replaceAll(/\\[nr]|\s/g, '');

/**
 * The spans in code points, or what is wrong with them. What is written in JavaScript counts in halves of UTF-16, as Label Studio once did:
 * where the words that a file repeats are those of such places, and not of code points, these are meant.
 */
export function inCodePoints(text: string, spans: readonly SaidSpan[]): readonly TextSpan[] | string {
  const signs = Array.from(text);
  const said = spans.filter(({ words }) => words !== null && squeezed(words) !== '');
  const isSaid = ({ words }: SaidSpan, found: string): boolean => squeezed(words ?? '') === squeezed(found);
  const wordsAt = ({ start, end }: SaidSpan): string => signs.slice(start, end).join('');
  const wrong = said.find((span) => !isSaid(span, wordsAt(span)));
  if (wrong === undefined) return spans.map(({ start, end, label }) => ({ start, end, label }));
  const places = placesOf(signs);
  const inHalves = spans.flatMap(({ start, end, label }) => {
    const [first, last] = [places.get(start), places.get(end)];
    return first === undefined || last === undefined ? [] : [{ start: first, end: last, label }];
  });
  if (inHalves.length === spans.length && said.every((one) => isSaid(one, text.slice(one.start, one.end))))
    return inHalves;
  const [found, words] = [wordsAt(wrong), wrong.words ?? ''].map((one) => JSON.stringify(one.slice(0, 60)));
  return `span ${spans.indexOf(wrong) + 1}: from ${wrong.start} to ${wrong.end} the text has ${found}, not ${words}`;
}

/** Which code point begins at a half of UTF-16. */
function placesOf(signs: readonly string[]): ReadonlyMap<number, number> {
  const places = new Map<number, number>();
  let half = 0;
  for (const [place, sign] of signs.entries()) {
    places.set(half, place);
    half += sign.length;
  }
  return places.set(half, signs.length);
}
