import { isRecord, isWhole } from '@asg/values/json';
import { parseMembers } from '../values/members.ts';
import { type Parsed, parsed, refused } from '../values/refusal.ts';

export interface RatingSpec {
  readonly from: number;
  readonly to: number;
  /** Steps from the consensus at which a label is still paid. */
  readonly tolerance: number;
}

const edgeMax = 100;
const stepsMax = 21;
/** At most this part of the scale is within the tolerance of one step, or whoever says the middle is always paid. */
const coveredMax = { of: 5, at: 3 };

export const stepsOf = ({ from, to }: Pick<RatingSpec, 'from' | 'to'>): number => to - from + 1;

const covers = (tolerance: number, steps: number): boolean =>
  coveredMax.of * (2 * tolerance + 1) <= coveredMax.at * steps;

export function parseSpec(json: unknown): Parsed<RatingSpec> {
  const members = parseMembers(json, 'label_spec', ['scale', 'agreement_bar']);
  if (!members.ok) return members;
  const scale = parseMembers(members.value.scale, 'label_spec.scale', ['from', 'to']);
  if (!scale.ok) return scale;
  const { from, to } = scale.value;
  for (const [name, edge] of Object.entries({ from, to }))
    if (!isWhole(edge, -edgeMax, edgeMax))
      return refused(
        `label_spec.scale.${name}`,
        'whole_number',
        `must be a whole number from ${-edgeMax} to ${edgeMax}`,
      );
  if (!isWhole(from, -edgeMax) || !isWhole(to, from + 1, from + stepsMax - 1))
    return refused('label_spec.scale', 'steps', `must have 2 to ${stepsMax} steps`);
  const steps = stepsOf({ from, to });
  const { agreement_bar: bar = covers(1, steps) ? 1 : 0 } = members.value;
  if (!isWhole(bar))
    return refused('label_spec.agreement_bar', 'whole_number', 'must be a whole number of steps');
  if (!covers(bar, steps))
    return refused(
      'label_spec.agreement_bar',
      'range',
      'must leave two fifths of the scale beyond it: else one answer would nearly always be paid',
    );
  return parsed({ from, to, tolerance: bar });
}

export function parseStep(json: unknown, { from, to }: RatingSpec): Parsed<number> {
  if (isRecord(json) || typeof json !== 'number') return refused('value', 'type', 'must be a number');
  if (!isWhole(json, from, to))
    return refused('value', 'step', `must be a whole number from ${from} to ${to}`);
  // -0 is 0.
  return parsed(json === 0 ? 0 : json);
}
