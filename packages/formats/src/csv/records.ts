import { rowLengthMax } from '../row.ts';

/** A record of a CSV, its cells to the letter but for line breaks, which are `\n`. */
export interface CsvRecord {
  /** The file's, where it begins. */
  readonly line: number;
  readonly cells: readonly string[];
  /** No cell has more than blanks in it, and none is in quotes. */
  readonly isBlank: boolean;
  /** What is wrong with it; null: nothing. */
  readonly fault: string | null;
}

const quote = '"';
const inQuotes = /[^"\r\n]*/y;
const breaks = new Set(['\r', '\n']);

/** Where the reader is: before a cell, in one, within quotes, behind a quote there, behind the quotes. */
type State = 'start' | 'plain' | 'quoted' | 'quote' | 'closed';

/** Takes text piece by piece and gives the records that are complete. */
export class CsvRecords {
  readonly #delimiter: string;
  readonly #plain: RegExp;
  #line: number;
  #state: State = 'start';
  #wasReturn = false;
  #begin: number;
  #cells: string[] = [];
  #cell = '';
  #length = 0;
  #isBlank = true;
  #quoteLine = 0;
  #fault: string | null = null;
  #isEmpty = true;

  /** `line`: the number of the first line that it gets. */
  constructor(delimiter: string, line: number) {
    this.#delimiter = delimiter;
    this.#plain = new RegExp(`[^${delimiter === '\t' ? '\\t' : `\\${delimiter}`}\\r\\n]*`, 'y');
    this.#line = line;
    this.#begin = line;
  }

  *take(piece: string): Generator<CsvRecord> {
    for (let at = 0; at < piece.length; ) {
      const character = piece.charAt(at);
      if (this.#wasReturn) {
        this.#wasReturn = false;
        if (character === '\n') {
          at++;
          continue;
        }
      }
      this.#isEmpty = false;
      if (this.#state === 'quote') {
        this.#state = character === quote ? 'quoted' : 'closed';
        if (character === quote) {
          this.#add(quote);
          at++;
          continue;
        }
      }
      if (this.#state === 'quoted') {
        at += this.#quoted(piece, at);
        continue;
      }
      if (this.#state === 'start' && character === quote) {
        this.#state = 'quoted';
        this.#quoteLine = this.#line;
        this.#isBlank = false;
        at++;
      } else if (character === this.#delimiter) {
        this.#endCell();
        at++;
      } else if (breaks.has(character)) {
        this.#wasReturn = character === '\r';
        this.#line++;
        at++;
        yield this.#endRecord();
      } else at += this.#text(piece, at);
    }
  }

  /** The record that the text ends in, where it ends in one. */
  *end(): Generator<CsvRecord> {
    if (this.#isEmpty) return;
    if (this.#state === 'quoted') {
      const opened = this.#quoteLine === this.#begin ? 'here' : `at line ${this.#quoteLine}`;
      this.#fault = `a quote that is opened ${opened}, in cell ${this.#cells.length + 1}, is never closed: nothing behind it was read`;
    }
    yield this.#endRecord();
  }

  /** Takes what is within quotes, up to a quote or behind a line break. */
  #quoted(piece: string, at: number): number {
    inQuotes.lastIndex = at;
    const run = inQuotes.exec(piece)?.[0] ?? '';
    this.#add(run);
    const next = piece[at + run.length];
    if (next === undefined) return run.length;
    if (next === quote) this.#state = 'quote';
    else {
      this.#wasReturn = next === '\r';
      this.#line++;
      this.#add('\n');
    }
    return run.length + 1;
  }

  /** Takes what is outside of quotes, up to a delimiter or a line break. */
  #text(piece: string, at: number): number {
    this.#plain.lastIndex = at;
    const run = this.#plain.exec(piece)?.[0] ?? '';
    if (this.#state !== 'closed') {
      this.#state = 'plain';
      this.#add(run);
    } else if (run.trim() !== '')
      this.#fault ??= `in cell ${this.#cells.length + 1} there is text behind the closing quote`;
    if (run.trim() !== '') this.#isBlank = false;
    return run.length;
  }

  #add(text: string): void {
    this.#length += text.length;
    if (this.#length <= rowLengthMax) this.#cell += text;
    else
      this.#fault ??= `the row is longer than ${rowLengthMax} characters: perhaps a quote in it is never closed`;
  }

  #endCell(): void {
    if (this.#length <= rowLengthMax) this.#cells.push(this.#cell);
    this.#length++;
    this.#cell = '';
    this.#state = 'start';
  }

  #endRecord(): CsvRecord {
    this.#endCell();
    const record = {
      line: this.#begin,
      cells: this.#cells,
      isBlank: this.#isBlank && this.#fault === null,
      fault: this.#fault,
    };
    this.#cells = [];
    this.#length = 0;
    this.#isBlank = true;
    this.#fault = null;
    this.#isEmpty = true;
    this.#begin = this.#line;
    return record;
  }
}
