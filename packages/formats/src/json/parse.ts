/** Deeper values are refused: no data of a task needs it. */
const depthMax = 100;
const blanks = /[ \t\r\n]*/y;
const plainText = /"([ !#-[\]-\uFFFF]*)"/y;
const anyText = /"[ !#-[\]-\uFFFF]*(?:\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})[ !#-[\]-\uFFFF]*)*"/y;
const numberForm = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const wordForm = /[-+\w$]+/y;
const words: ReadonlyMap<string, unknown> = new Map<string, unknown>([
  ['true', true],
  ['false', false],
  ['null', null],
]);

declare global {
  interface JSON {
    /** The language has it, its types have not yet; browsers of before 2025 have it not. */
    readonly rawJSON?: (text: string) => unknown;
  }
}

/** What is wrong with a JSON text, at a character of it. */
export class JsonFault extends Error {
  override readonly name = 'JsonFault';
  /** From 0. */
  readonly at: number;
  /** The text ends within a value: more of it may make it whole. */
  readonly isUnfinished: boolean;

  constructor(message: string, at: number, isUnfinished = false) {
    super(message);
    this.at = at;
    this.isUnfinished = isUnfinished;
  }
}

/**
 * The value that begins at `from`, after blanks, and where it ends. A number that a double would change is a `JSON.rawJSON`, so that it is
 * written again to the digit. Throws a `JsonFault`, also for a key that is there twice and for half a surrogate pair.
 */
export function parseValue(text: string, from = 0): { readonly value: unknown; readonly end: number } {
  const parser = new Parser(text, from);
  return { value: parser.value(0), end: parser.at };
}

/** Behind the blanks at a place. */
export const afterBlanks = (text: string, from: number): number => {
  blanks.lastIndex = from;
  return from + (blanks.exec(text)?.[0].length ?? 0);
};

class Parser {
  readonly #text: string;
  at: number;

  constructor(text: string, from: number) {
    this.#text = text;
    this.at = from;
  }

  value(depth: number): unknown {
    if (depth > depthMax) throw this.#fault(`values are nested more than ${depthMax} deep`);
    this.#passBlanks();
    const first = this.#text[this.at];
    if (first === '{') return this.#object(depth);
    if (first === '[') return this.#list(depth);
    if (first === '"') return this.#string();
    if (first === undefined) throw this.#unfinished();
    return this.#scalar(first);
  }

  #object(depth: number): Readonly<Record<string, unknown>> {
    const object: Record<string, unknown> = {};
    this.at++;
    this.#passBlanks();
    if (this.#takes('}')) return object;
    for (;;) {
      this.#passBlanks();
      const start = this.at;
      if (this.#text[start] !== '"') throw this.#expected('a key in double quotes');
      const key = this.#string();
      if (Object.hasOwn(object, key)) throw this.#fault(`the key ${quoted(key)} is there twice`, start);
      this.#passBlanks();
      if (!this.#takes(':')) throw this.#expected('a colon');
      // Defined, not assigned: `__proto__` is a key like any other.
      const value = this.value(depth + 1);
      Object.defineProperty(object, key, { value, configurable: true, enumerable: true, writable: true });
      this.#passBlanks();
      if (this.#takes('}')) return object;
      if (!this.#takes(',')) throw this.#expected('a comma or }');
    }
  }

  #list(depth: number): readonly unknown[] {
    const list: unknown[] = [];
    this.at++;
    this.#passBlanks();
    if (this.#takes(']')) return list;
    for (;;) {
      list.push(this.value(depth + 1));
      this.#passBlanks();
      if (this.#takes(']')) return list;
      if (!this.#takes(',')) throw this.#expected('a comma or ]');
    }
  }

  #string(): string {
    const start = this.at;
    plainText.lastIndex = start;
    const plain = plainText.exec(this.#text);
    let value = plain?.[1];
    if (plain !== null) this.at += plain[0].length;
    else {
      anyText.lastIndex = start;
      const found = anyText.exec(this.#text);
      if (found === null) throw this.#badString(start);
      this.at += found[0].length;
      value = String(JSON.parse(found[0]));
    }
    if (value === undefined || !value.isWellFormed())
      throw this.#fault('ill-formed Unicode: half of a surrogate pair', start);
    return value;
  }

  /** Why a text that begins at `start` is none. */
  #badString(start: number): JsonFault {
    for (let at = start + 1; at < this.#text.length; at++) {
      const character = this.#text.charAt(at);
      if (character < ' ') {
        if (character === '\n' || character === '\r')
          return this.#fault('a text in quotes is not closed on its line', start);
        return this.#fault('a control character in a text must be escaped', at);
      }
      if (character !== '\\') continue;
      if (/^\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/.test(this.#text.slice(at, at + 6))) at++;
      else if (this.#text.length - at > 5) return this.#fault('an escape that JSON does not have', at);
    }
    return this.#unfinished();
  }

  #scalar(first: string): unknown {
    const start = this.at;
    wordForm.lastIndex = start;
    const word = wordForm.exec(this.#text)?.[0] ?? first;
    if (words.has(word)) {
      this.at += word.length;
      return words.get(word);
    }
    if (/^[-+]?(?:NaN|Infinity)$/.test(word)) throw this.#fault(`${word} is not JSON`);
    numberForm.lastIndex = start;
    const number = numberForm.exec(this.#text)?.[0];
    if (number === undefined) throw this.#fault(`${quoted(word)} is not JSON`);
    this.at += number.length;
    if (/[\w.+$]/.test(this.#text.charAt(this.at))) throw this.#fault(`${quoted(word)} is not JSON`, start);
    const value = Number(number);
    return String(value) === number ? value : (JSON.rawJSON?.(number) ?? value);
  }

  #passBlanks(): void {
    this.at = afterBlanks(this.#text, this.at);
  }

  #takes(character: string): boolean {
    if (this.#text[this.at] !== character) return false;
    this.at++;
    return true;
  }

  #expected(what: string): JsonFault {
    const found = this.#text[this.at];
    return found === undefined
      ? this.#unfinished()
      : this.#fault(`${what} must be here, not ${quoted(found)}`);
  }

  #unfinished(): JsonFault {
    return new JsonFault('the JSON ends within a value', this.#text.length, true);
  }

  #fault(message: string, at = this.at): JsonFault {
    return new JsonFault(message, at);
  }
}

const quoted = (text: string): string => JSON.stringify(text.slice(0, 50));
