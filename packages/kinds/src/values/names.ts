import { hasMoreCharacters, textProblem } from '@asg/values';
import { type Parsed, parsed, quoted, refused } from './refusal.ts';

/** Marks that turn the direction of the text around them: values stand beside each other in one canonical text. */
const bidiControl = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u;
const nameMax = 200;

/** How many names a list has. `mayTurn`: they may turn the direction of text, as published ones do, which stand alone. */
export interface NamesBounds {
  readonly min: number;
  readonly max: number;
  readonly mayTurn?: true;
}

/** A list of different names, e.g. options. `field`: where it stands. */
export function parseNames(
  json: unknown,
  field: string,
  { min, max, mayTurn }: NamesBounds,
): Parsed<readonly string[]> {
  if (!Array.isArray(json)) return refused(field, 'type', 'must be a list of texts');
  if (json.length < min) return refused(field, 'min_items', `must have at least ${min} entries`);
  // Before anything looks at them one by one.
  if (json.length > max) return refused(field, 'max_items', `must have at most ${max} entries`);
  const names: string[] = [];
  for (const [i, name] of json.entries()) {
    const found = parseName(name, `${field}.${i}`, mayTurn === true);
    if (!found.ok) return found;
    if (names.includes(found.value))
      return refused(`${field}.${i}`, 'repeated', `must differ from the others: ${quoted(found.value)}`);
    names.push(found.value);
  }
  return parsed(names);
}

function parseName(json: unknown, field: string, mayTurn: boolean): Parsed<string> {
  if (typeof json !== 'string') return refused(field, 'type', 'must be a text');
  if (hasMoreCharacters(json, nameMax))
    return refused(field, 'max_length', `must not be longer than ${nameMax} characters`);
  if (json.trim() === '') return refused(field, 'not_blank', 'must not be blank');
  const problem = textProblem(json, 'name');
  if (problem !== null) return refused(field, problem.constraint, problem.message);
  if (!mayTurn && bidiControl.test(json))
    return refused(
      field,
      'bidi_control',
      `must hold no marks that turn the direction of text: ${quoted(json)}`,
    );
  return parsed(json);
}

/** One of the names that are given. */
export function parseOneOf(json: unknown, field: string, names: readonly string[]): Parsed<string> {
  if (typeof json !== 'string') return refused(field, 'type', 'must be a text');
  return names.includes(json)
    ? parsed(json)
    : refused(field, 'unknown', `is none of those of the task: ${quoted(json)}`);
}

/** By code points, as every language can sort: UTF-16 would put some characters elsewhere. */
export function inCodePointOrder(one: string, other: string): number {
  for (let i = 0; i < one.length && i < other.length; ) {
    const [a = 0, b = 0] = [one.codePointAt(i), other.codePointAt(i)];
    if (a !== b) return a - b;
    i += a > 0xffff ? 2 : 1;
  }
  return one.length - other.length;
}
