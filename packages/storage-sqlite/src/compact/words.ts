import type { DatabaseSync } from 'node:sqlite';
import { present } from '@asg/values/present';
import { parsed, Query, type Statement, statement } from '../sql.ts';
import type { OrderShape } from './order.ts';

/** Characters of words that are kept in memory: beyond, all are forgotten, and read again as they are met. */
const charactersMax = 2_000_000;
const radix = 36;

type Find = Pick<Statement<{ readonly n: number }>, 'get'>;
type Tell = Pick<Statement<{ readonly text: string }>, 'get'>;

const find = 'select n from word where text = ?';
const tell = 'select text from word where n = ?';

/** Texts that many rows have, each stored once: rows have its number. What a number stands for never changes. */
export class Words {
  readonly #find: Find;
  readonly #tell: Tell;
  readonly #numbers = new Map<string, number>();
  readonly #texts = new Map<number, string>();
  readonly #shapes = new Map<number, OrderShape>();
  #characters = 0;

  constructor(find: Find, tell: Tell) {
    this.#find = find;
    this.#tell = tell;
  }

  /** Null: it is stored under no number. */
  known(text: string): number | null {
    const number = this.#numbers.get(text);
    if (number !== undefined) return number;
    const row = this.#find.get(text);
    if (row === undefined) return null;
    this.keep(row.n, text);
    return row.n;
  }

  text(number: number): string {
    const text = this.#texts.get(number);
    if (text !== undefined) return text;
    const row = present(this.#tell.get(number), `word ${number}`);
    this.keep(number, row.text);
    return row.text;
  }

  /** The shape that the number stands for, parsed once for all who ask. */
  shape(number: number): OrderShape {
    const known = this.#shapes.get(number);
    if (known !== undefined) return known;
    const shape = parsed<OrderShape>(this.text(number));
    this.#shapes.set(number, shape);
    return shape;
  }

  /** The number of a text as keys of tables have it; null: no row has it. */
  key(text: string): string | null {
    const number = this.known(text);
    return number === null ? null : keyOf(number);
  }

  protected keep(number: number, text: string): void {
    this.#characters += text.length;
    if (this.#characters > charactersMax) {
      this.forget();
      this.#characters = text.length;
    }
    this.#numbers.set(text, number);
    this.#texts.set(number, text);
  }

  protected forget(): void {
    this.#numbers.clear();
    this.#texts.clear();
    this.#shapes.clear();
    this.#characters = 0;
  }
}

export function keyOf(number: number): string {
  return number.toString(radix);
}

/** What a key of `keyOf` stands for; a text that is none stands for itself. */
export function wordAt(words: Words, key: string): string {
  return isKey(key) ? words.text(Number.parseInt(key, radix)) : key;
}

/** Everything that was a key before there were words is longer. */
const keyLengthMax = 11;
function isKey(text: string): boolean {
  return text.length <= keyLengthMax && !text.includes('_');
}

/** Words as the connection sees them that reads. */
export function readWords(db: DatabaseSync): Words {
  return new Words(new Query(db, find), new Query(db, tell));
}

/** Words of the connection that writes, which adds those that are new. Runs inside the caller's transaction. */
export class WordTable extends Words {
  readonly #add: Statement<{ readonly n: number }>;

  constructor(db: DatabaseSync) {
    super(statement(db, find), statement(db, tell));
    this.#add = statement(db, 'insert into word (text) values (?) returning n');
  }

  number(text: string): number {
    const known = this.known(text);
    if (known !== null) return known;
    const { n } = present(this.#add.get(text), 'a number for a word');
    this.keep(n, text);
    return n;
  }

  keyFor(text: string): string {
    return keyOf(this.number(text));
  }

  /** What was added is not there any more. */
  afterRollback(): void {
    this.forget();
  }
}
