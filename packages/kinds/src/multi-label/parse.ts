import { toUnits, unit } from '@asg/consensus';
import { parseMembers } from '../values/members.ts';
import { inCodePointOrder, parseNames, parseOneOf } from '../values/names.ts';
import { type Parsed, parsed, refused } from '../values/refusal.ts';

export interface MultiLabelSpec {
  /** By code points. */
  readonly options: readonly string[];
  /** The Jaccard index, in 1/65536, from which a label is paid. */
  readonly bar: number;
}

const optionsBounds = { min: 2, max: 50 };
const barDefault = 0.5;

export function parseSpec(json: unknown): Parsed<MultiLabelSpec> {
  const members = parseMembers(json, 'label_spec', ['options', 'agreement_bar']);
  if (!members.ok) return members;
  const { agreement_bar: bar = barDefault } = members.value;
  const options = parseNames(members.value.options, 'label_spec.options', optionsBounds);
  if (!options.ok) return options;
  if (typeof bar !== 'number' || !(toUnits(bar) > 0 && toUnits(bar) <= unit))
    return refused('label_spec.agreement_bar', 'range', 'must be above 0, and at most 1');
  return parsed({ options: options.value.toSorted(inCodePointOrder), bar: toUnits(bar) });
}

export function parseLabels(json: unknown, { options }: MultiLabelSpec): Parsed<readonly string[]> {
  const members = parseMembers(json, 'value', ['options', 'none']);
  if (!members.ok) return members;
  const { options: given, none } = members.value;
  if (given !== undefined && none !== undefined)
    return refused('value', 'one_of', 'must have options or none, not both');
  if (given === undefined)
    return none === true
      ? parsed([])
      : refused('value.none', 'type', 'must be true where there are no options');
  if (!Array.isArray(given)) return refused('value.options', 'type', 'must be a list of texts');
  if (given.length === 0)
    return refused('value.options', 'min_items', 'must not be empty: say none where none applies');
  if (given.length > options.length)
    return refused('value.options', 'max_items', `must have at most ${options.length} entries`);
  const found = new Set<string>();
  for (const [i, one] of given.entries()) {
    const option = parseOneOf(one, `value.options.${i}`, options);
    if (!option.ok) return option;
    if (found.has(option.value))
      return refused(`value.options.${i}`, 'repeated', 'must differ from the others');
    found.add(option.value);
  }
  return parsed(options.filter((option) => found.has(option)));
}
