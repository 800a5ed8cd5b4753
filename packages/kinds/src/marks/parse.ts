import { toUnits, unit } from '@asg/consensus';
import { parseMembers } from '../values/members.ts';
import { inCodePointOrder, parseNames } from '../values/names.ts';
import { type Parsed, parsed, refused } from '../values/refusal.ts';
import type { MarksSpec } from './mark-kind.ts';

const classesBounds = { min: 1, max: 50 };

/** `barDefault`: the F1 from which a label is paid where the customer says nothing. */
export function parseMarksSpec(json: unknown, barDefault: number): Parsed<MarksSpec> {
  const members = parseMembers(json, 'label_spec', ['classes', 'agreement_bar']);
  if (!members.ok) return members;
  const { agreement_bar: bar = barDefault } = members.value;
  const classes = parseNames(members.value.classes, 'label_spec.classes', classesBounds);
  if (!classes.ok) return classes;
  if (typeof bar !== 'number' || !(toUnits(bar) > 0 && toUnits(bar) <= unit))
    return refused('label_spec.agreement_bar', 'range', 'must be above 0, and at most 1');
  return parsed({ classes: classes.value.toSorted(inCodePointOrder), bar: toUnits(bar) });
}

/** A list of marks, under the name that it has, or that there are none. Nothing looks at a list that is too long. */
export function parseMarks<Mark>(
  json: unknown,
  { name, max }: { readonly name: string; readonly max: number },
  parseMark: (json: unknown, field: string) => Parsed<Mark>,
): Parsed<readonly Mark[]> {
  const members = parseMembers(json, 'value', [name, 'none']);
  if (!members.ok) return members;
  const { [name]: given, none } = members.value;
  const field = `value.${name}`;
  if (given !== undefined && none !== undefined)
    return refused('value', 'one_of', `must have ${name} or none, not both`);
  if (given === undefined)
    return none === true
      ? parsed([])
      : refused('value.none', 'type', `must be true where there are no ${name}`);
  if (!Array.isArray(given)) return refused(field, 'type', `must be a list of ${name}`);
  if (given.length === 0)
    return refused(field, 'min_items', 'must not be empty: say none where there is nothing to mark');
  if (given.length > max) return refused(field, 'max_items', `must have at most ${max} entries`);
  const marks: Mark[] = [];
  for (const [i, one] of given.entries()) {
    const mark = parseMark(one, `${field}.${i}`);
    if (!mark.ok) return mark;
    marks.push(mark.value);
  }
  return parsed(marks);
}

/** A whole number from `min` on, up to `max`. */
export function parseWhole(json: unknown, field: string, min: number, max: number): Parsed<number> {
  if (typeof json !== 'number') return refused(field, 'type', 'must be a number');
  if (!Number.isInteger(json)) return refused(field, 'whole_number', 'must be a whole number');
  if (json < min || json > max) return refused(field, 'range', `must be from ${min} to ${max}`);
  // -0 is 0.
  return parsed(json + 0);
}
