import { isRecord } from '@asg/values/json';
import { type Format, type Row, rowLengthMax } from '../row.ts';
import { afterBlanks, JsonFault, parseValue } from './parse.ts';

/** So much more is read before a value that was unfinished is tried again; characters. */
const stepLength = 65_536;
/** A fault this near to the end of what was read may be one of the cut alone. */
const cutLength = 32;

/** A list of objects, or objects one behind the other, over as many lines as they like. */
export const json: Format<unknown> = {
  name: 'json',
  detect(start) {
    if (/^\s*\[/.test(start)) return true;
    const [first = '', next = ''] = start.split(/[\r\n]+/).filter((line) => line.trim() !== '');
    return first.trimStart().startsWith('{') && isUnfinished(first) && /^\s*["}]/.test(next);
  },
  read: (text) => new Reader(text).rows(),
  *write(rows) {
    yield '[\n';
    let before = '';
    for (const row of rows) {
      yield `${before}${JSON.stringify(row)}`;
      before = ',\n';
    }
    yield '\n]\n';
  },
};

/** A list as it grows: a piece of text for each page of rows. */
export async function* listOf(pages: AsyncIterable<readonly unknown[]>): AsyncGenerator<string> {
  let before = '[\n';
  for await (const rows of pages) {
    if (rows.length === 0) continue;
    yield before + rows.map((row) => JSON.stringify(row)).join(',\n');
    before = ',\n';
  }
  yield before === '[\n' ? '[]\n' : '\n]\n';
}

function isUnfinished(text: string): boolean {
  try {
    parseValue(text);
    return false;
  } catch (fault) {
    return fault instanceof JsonFault && fault.isUnfinished;
  }
}

class Reader {
  readonly #pieces: AsyncIterator<string>;
  #text = '';
  #at = 0;
  #line = 1;
  #isWhole = false;

  constructor(text: AsyncIterable<string>) {
    this.#pieces = text[Symbol.asyncIterator]();
  }

  async *rows(): AsyncGenerator<Row> {
    try {
      const isList = (await this.#next()) === '[';
      if (isList) this.#pass(this.#at + 1);
      for (let isFirst = true; ; isFirst = false) {
        const found = await this.#next();
        if (found === undefined) {
          if (isList) yield this.#error('the list is not closed with ]');
          return;
        }
        if (isList && found === ']') break;
        if (!isFirst && found === ',') {
          this.#pass(this.#at + 1);
          if ((await this.#next()) === ']') continue;
        } else if (!isFirst && isList) {
          yield this.#error('a comma must be between two objects: nothing behind it was read');
          return;
        }
        const row = await this.#row();
        yield row.row;
        if (row.isLast) return;
      }
      this.#pass(this.#at + 1);
      if ((await this.#next()) !== undefined) yield this.#error('there is more behind the list');
    } finally {
      await this.#pieces.return?.();
    }
  }

  async #row(): Promise<{ readonly row: Row; readonly isLast: boolean }> {
    const line = this.#line;
    for (;;) {
      try {
        const { value, end } = parseValue(this.#text, this.#at);
        if (end < this.#text.length || this.#isWhole) {
          this.#pass(end);
          if (isRecord(value)) return { row: { kind: 'values', line, values: value }, isLast: false };
          return { row: { kind: 'error', line, reason: 'not a JSON object' }, isLast: false };
        }
      } catch (fault) {
        if (!(fault instanceof JsonFault)) throw fault;
        if (this.#isWhole || this.#text.length - fault.at > cutLength) {
          this.#pass(fault.at);
          const reason = `not valid JSON at line ${this.#line}: ${fault.message}; nothing behind it was read`;
          return { row: { kind: 'error', line, reason }, isLast: true };
        }
      }
      if (this.#text.length - this.#at > rowLengthMax) {
        const reason = `longer than ${rowLengthMax} characters: nothing behind it was read`;
        return { row: { kind: 'error', line, reason }, isLast: true };
      }
      await this.#more();
    }
  }

  /** The next character that is no blank, where reading goes on; undefined: there is none. */
  async #next(): Promise<string | undefined> {
    for (;;) {
      let at = afterBlanks(this.#text, this.#at);
      while (this.#text[at] === '\uFEFF') at = afterBlanks(this.#text, at + 1);
      this.#pass(at);
      if (at < this.#text.length || this.#isWhole) return this.#text[at];
      await this.#more();
    }
  }

  #pass(to: number): void {
    for (let at = this.#at; at < to; at++) {
      const code = this.#text.charCodeAt(at);
      if (code === 0x0d || (code === 0x0a && this.#text.charCodeAt(at - 1) !== 0x0d)) this.#line++;
    }
    this.#at = to;
  }

  async #more(): Promise<void> {
    // One character stays, to know a CRLF that is cut in two.
    const from = Math.max(0, this.#at - 1);
    const parts = [this.#text.slice(from)];
    this.#at -= from;
    for (let length = 0; length < stepLength; ) {
      const { done, value } = await this.#pieces.next();
      if (done === true) {
        this.#isWhole = true;
        break;
      }
      parts.push(value);
      length += value.length;
    }
    this.#text = parts.join('');
  }

  #error(reason: string): Row {
    return { kind: 'error', line: this.#line, reason };
  }
}
