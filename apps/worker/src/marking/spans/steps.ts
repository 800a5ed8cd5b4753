/** From one unit of the text to another. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

const isBlank = (text: string): boolean => text.trim() === '';

/** Where a caret goes in a text of any script, and what is a word of it; in units, in the order of the text. */
export class TextSteps {
  readonly #text: string;
  readonly #graphemes: Intl.Segments;
  readonly #words: Intl.Segments;

  constructor(text: string) {
    this.#text = text;
    this.#graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' }).segment(text);
    this.#words = new Intl.Segmenter(undefined, { granularity: 'word' }).segment(text);
  }

  /** What one letter is to a reader, however many code points it is made of. */
  graphemeAt(at: number): Range {
    const found = this.#graphemes.containing(at);
    return found === undefined
      ? { from: this.#text.length, to: this.#text.length }
      : { from: found.index, to: found.index + found.segment.length };
  }

  grapheme(at: number, way: 1 | -1): number {
    if (way > 0) return this.graphemeAt(at).to;
    return at <= 0 ? 0 : this.graphemeAt(at - 1).from;
  }

  /** Forward to where the next word begins; back to where this one begins, or the one before. */
  word(at: number, way: 1 | -1): number {
    if (way > 0) {
      let next = this.#wordSegment(at).to;
      while (next < this.#text.length && !this.#isWord(next)) next = this.#wordSegment(next).to;
      return next;
    }
    let before = at <= 0 ? 0 : this.#wordSegment(at - 1).from;
    while (before > 0 && !this.#isWord(before)) before = this.#wordSegment(before - 1).from;
    return before;
  }

  /** The word there, or what stands for one: an emoji, a sign. Null: there is none. */
  wordAt(at: number): Range | null {
    for (const place of [at, at - 1]) {
      if (place < 0 || place >= this.#text.length) continue;
      const range = this.#isWord(place) ? this.#wordSegment(place) : this.graphemeAt(place);
      if (!isBlank(this.#text.slice(range.from, range.to))) return range;
    }
    return null;
  }

  line(at: number, way: 1 | -1): number {
    if (way < 0) return at <= 0 ? 0 : this.#text.lastIndexOf('\n', at - 1) + 1;
    const end = this.#text.indexOf('\n', at);
    return end < 0 ? this.#text.length : end;
  }

  /** Whole letters, without the blanks at its ends; null: nothing is left. */
  trimmed({ from, to }: Range): Range | null {
    const begin = this.graphemeAt(Math.min(from, to)).from;
    const last = Math.max(from, to);
    const end = last > begin ? this.graphemeAt(last - 1).to : begin;
    const text = this.#text.slice(begin, end);
    const left = text.length - text.trimStart().length;
    const right = text.length - text.trimEnd().length;
    return left === text.length ? null : { from: begin + left, to: end - right };
  }

  #isWord(at: number): boolean {
    const found = this.#words.containing(at);
    if (found === undefined) return false;
    // Emoji and signs are no words to the segmenter, and something to mark to a reader.
    return found.isWordLike === true || /[\p{Extended_Pictographic}\p{S}]/u.test(found.segment);
  }

  #wordSegment(at: number): Range {
    const found = this.#words.containing(at);
    return found === undefined
      ? { from: this.#text.length, to: this.#text.length }
      : { from: found.index, to: found.index + found.segment.length };
  }
}
