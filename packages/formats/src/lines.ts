/** A line of a text, its number from 1. */
export interface TextLine {
  readonly number: number;
  /** Without its end; null: it is longer than the bound. */
  readonly text: string | null;
}

/**
 * The lines of a text, ended by LF, CR or CRLF: other separators of Unicode are ordinary characters. Of a line that is longer
 * than `lengthMax` characters nothing is kept but that it is there.
 */
export async function* linesOf(text: AsyncIterable<string>, lengthMax: number): AsyncGenerator<TextLine> {
  let number = 0;
  let parts: string[] = [];
  let length = 0;
  let wasReturn = false;
  const take = (part: string): void => {
    length += part.length;
    if (length > lengthMax) parts = [];
    else if (part !== '') parts.push(part);
  };
  const end = (): TextLine => {
    const line = { number: ++number, text: length > lengthMax ? null : parts.join('') };
    parts = [];
    length = 0;
    return line;
  };
  for await (const piece of text) {
    const ends = /[\r\n]/g;
    let start = 0;
    for (let found = ends.exec(piece); found !== null; found = ends.exec(piece)) {
      const isSecondHalf = found[0] === '\n' && wasReturn && found.index === start && length === 0;
      if (!isSecondHalf) {
        take(piece.slice(start, found.index));
        yield end();
      }
      start = found.index + 1;
      wasReturn = found[0] === '\r';
    }
    if (start < piece.length) {
      take(piece.slice(start));
      wasReturn = false;
    }
  }
  if (length > 0) yield end();
}
