import { unit } from '@asg/consensus';
import { at } from '@asg/values/present';
import { nominal } from '../agreement/alpha.ts';
import type { Kind } from '../kind.ts';
import { foundUnits } from '../units/decide.ts';
import { sharesOf } from '../units/unit.ts';
import { parseMembers } from '../values/members.ts';
import { inCodePointOrder, parseNames, parseOneOf } from '../values/names.ts';
import { type Parsed, parsed, refused } from '../values/refusal.ts';

export interface ComparisonSpec {
  /** Ids of what is compared, by code points. */
  readonly items: readonly string[];
  readonly mayTie: boolean;
}

/** The better item, or none: a tie. */
export type Comparison = { readonly item: string } | { readonly tie: true };

const itemsBounds = { min: 2, max: 6 };
const tieName = 'tie';

/** The last answer of the unit is the tie, whatever ids the items have. */
const answerOf = (value: Comparison, { items }: ComparisonSpec): number =>
  'tie' in value ? items.length : items.indexOf(value.item);

const valueAt = (answer: number, { items }: ComparisonSpec): Comparison =>
  answer === items.length ? { tie: true } : { item: at(items, answer) };

/** Which of several items is best. One unit; who favours a place is known by places (`order` of what a worker said). */
export const comparison: Kind<ComparisonSpec, Comparison> = {
  name: 'comparison',
  parseSpec,
  parse,
  canonical: (value) => JSON.stringify(value),
  place: answerOf,
  valueAt,
  distance: (one, other) => (comparison.canonical(one) === comparison.canonical(other) ? 0 : unit),
  blindDistance: (spec) => Math.round(unit * (1 - 1 / at(comparison.units(spec), 0).answers.length)),
  metric: nominal,
  units: ({ items, mayTie }) => [{ name: 'best', answers: mayTie ? [...items, tieName] : items }],
  answers: (value, spec) => [answerOf(value, spec)],
  sure: (value, shares, spec) => sharesOf(comparison.answers(value, spec), shares),
  combine: (labels, ground, spec) => {
    const units = comparison.units(spec);
    const found = foundUnits(units, labels, ground, (value) => comparison.answers(value, spec));
    if ('kind' in found) return found;
    const { answer, confidence } = at(found, 0);
    const value = valueAt(answer, spec);
    const name = at(at(units, 0).answers, answer);
    return { kind: 'decided', value, confidence, units: [{ name: 'best', answer: name, confidence }] };
  },
  agrees: (value, consensus) => comparison.canonical(value) === comparison.canonical(consensus),
};

function parseSpec(json: unknown): Parsed<ComparisonSpec> {
  const members = parseMembers(json, 'label_spec', ['items', 'tie']);
  if (!members.ok) return members;
  const { tie = true } = members.value;
  const items = parseNames(members.value.items, 'label_spec.items', itemsBounds);
  if (!items.ok) return items;
  if (typeof tie !== 'boolean') return refused('label_spec.tie', 'type', 'must be true or false');
  return parsed({ items: items.value.toSorted(inCodePointOrder), mayTie: tie });
}

function parse(json: unknown, { items, mayTie }: ComparisonSpec): Parsed<Comparison> {
  const members = parseMembers(json, 'value', ['item', 'tie']);
  if (!members.ok) return members;
  const { item, tie } = members.value;
  if (item !== undefined && tie !== undefined)
    return refused('value', 'one_of', 'must have an item or a tie, not both');
  if (tie === undefined) {
    const found = parseOneOf(item, 'value.item', items);
    return found.ok ? parsed({ item: found.value }) : found;
  }
  if (tie !== true) return refused('value.tie', 'type', 'must be true');
  return mayTie ? parsed({ tie }) : refused('value.tie', 'not_allowed', 'must name an item: no tie here');
}
