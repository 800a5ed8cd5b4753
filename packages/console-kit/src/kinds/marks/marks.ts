import { isRecord } from '@asg/values/json';
import { count, percent, plural } from '../../parts/format.ts';
import { jsonIn } from '../view.ts';

/** What is marked in an item, e.g. a box: its class, and where it is. */
export interface Mark {
  readonly name: string;
  /** In the order of the shape's fields. */
  readonly at: readonly number[];
}

/** How marks of a kind are written, and what they are called. */
export interface Shape {
  readonly noun: string;
  /** The member of a value that lists them. */
  readonly list: string;
  /** The member of a mark that has its class. */
  readonly named: string;
  readonly fields: readonly string[];
  /** In the value's text the class stands first. */
  readonly namedFirst: boolean;
  /** How near two marks are; 1: the same place. */
  readonly overlap: (one: Mark, other: Mark) => number;
  /** From here on they are of the same thing. */
  readonly sameFrom: number;
  /** What one that is there in part counts. */
  readonly partly: number;
  /** Where it is, as people read it. */
  readonly place: (mark: Mark) => string;
  /** Whether whole numbers may be a place. */
  readonly isPlace: (at: readonly number[]) => boolean;
}

/** What "nothing" is read as. */
export const noneText = 'Nothing to mark';

export const noneAnswer = '{"none":true}';

function markIn(json: unknown, { named, fields }: Shape): Mark | null {
  if (!isRecord(json)) return null;
  const name = json[named];
  const at = fields.flatMap((field) => {
    const number = json[field];
    return typeof number === 'number' && Number.isFinite(number) ? [number] : [];
  });
  return typeof name === 'string' && at.length === fields.length ? { name, at } : null;
}

/** The marks of an answer, none where there is nothing; null: the text is no such answer. */
export function marksIn(answer: string, shape: Shape): readonly Mark[] | null {
  const json = jsonIn(answer);
  if (!isRecord(json)) return null;
  if (json.none === true) return [];
  const list = json[shape.list];
  if (!Array.isArray(list)) return null;
  const marks = list.flatMap((one) => markIn(one, shape) ?? []);
  return marks.length === list.length ? marks : null;
}

/** Those marks as the text of an answer, in the order that the rules have. */
export function answerOf(marks: readonly Mark[], shape: Shape): string {
  if (marks.length === 0) return noneAnswer;
  const { list, named, fields, namedFirst } = shape;
  const ordered = marks.toSorted((one, other) => {
    const i = one.at.findIndex((number, at) => number !== other.at[at]);
    if (i !== -1) return (one.at[i] ?? 0) - (other.at[i] ?? 0);
    return one.name === other.name ? 0 : one.name < other.name ? -1 : 1;
  });
  return JSON.stringify({
    [list]: ordered.map(({ name, at }) => {
      const place = Object.fromEntries(fields.map((field, i) => [field, at[i] ?? 0]));
      return namedFirst ? { [named]: name, ...place } : { ...place, [named]: name };
    }),
  });
}

/** How many marks there are of each class, the most frequent first. */
export function classesOf(marks: readonly Mark[]): readonly (readonly [name: string, marks: number])[] {
  const counts = new Map<string, number>();
  for (const { name } of marks) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts].sort(([, one], [, other]) => other - one);
}

/** Longer names are cut in what is told of many. */
const nameMax = 24;

/** Letters that are written from right to left: numbers beside them would change their places. */
export const rightToLeft = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/;
const [isolate, endOfIsolate] = ['\u2068', '\u2069'];

export function shortName(name: string): string {
  const points = Array.from(name);
  return points.length <= nameMax ? name : `${points.slice(0, nameMax - 1).join('')}…`;
}

const isolated = (name: string): string =>
  rightToLeft.test(name) ? `${isolate}${name}${endOfIsolate}` : name;

/** More classes are told by their number. */
const toldMax = 4;

/** E.g. "3 boxes: 2 car, 1 person". */
export function textOf(answer: string, shape: Shape): string {
  const marks = marksIn(answer, shape);
  if (marks === null) return answer;
  if (marks.length === 0) return noneText;
  const classes = classesOf(marks);
  const told = classes.slice(0, toldMax).map(([name, here]) => `${count(here)} ${isolated(shortName(name))}`);
  const rest = classes.length - told.length;
  const more = rest > 0 ? `, and ${plural(rest, 'more class', 'more classes')}` : '';
  return `${countedText(marks.length, shape)}: ${told.join(', ')}${more}`;
}

export const countedText = (marks: number, { noun }: Shape): string =>
  plural(marks, noun, noun.endsWith('x') ? `${noun}es` : `${noun}s`);

/** What of the marks one has in whole, and what in part. */
export interface Matched {
  /** Of each mark of the first list, its partner in the second; null: it has none. */
  readonly partner: readonly (number | null)[];
  readonly whole: number;
  readonly part: number;
}

/** Marks of one list with those of another that are of the same thing: the nearest first, each once. */
export function matched(ones: readonly Mark[], others: readonly Mark[], shape: Shape): Matched {
  const pairs = ones.flatMap((one, i) =>
    others.flatMap((other, j) => {
      if (one.name !== other.name) return [];
      const overlap = shape.overlap(one, other);
      return overlap >= shape.sameFrom || (overlap > 0 && shape.partly > 0) ? [{ i, j, overlap }] : [];
    }),
  );
  pairs.sort((one, other) => other.overlap - one.overlap || one.i - other.i || one.j - other.j);
  const partner: (number | null)[] = ones.map(() => null);
  const taken = new Set<number>();
  let [whole, part] = [0, 0];
  for (const { i, j, overlap } of pairs) {
    if (partner[i] !== null || taken.has(j)) continue;
    partner[i] = j;
    taken.add(j);
    if (overlap >= shape.sameFrom) whole++;
    else part++;
  }
  return { partner, whole, part };
}

/** What workers are paid for, after "Paid". */
export const whomOf = (bar: number): string =>
  bar === 1 ? 'where all that is marked is the same' : `where ${percent(bar)} of what is marked is the same`;
