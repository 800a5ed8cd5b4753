import { decideConsensus, decideNow, unit } from '@asg/consensus';
import { at } from '@asg/values/present';
import { nominal } from '../agreement/alpha.ts';
import type { Kind } from '../kind.ts';
import { sharesOf } from '../units/unit.ts';
import { parseMembers } from '../values/members.ts';
import { parseNames, parseOneOf } from '../values/names.ts';
import { parsed } from '../values/refusal.ts';

export interface ChoiceSpec {
  readonly options: readonly string[];
}

const optionsBounds = { min: 2, max: 50, mayTurn: true } as const;

/** One of the options: the four published types. One unit, decided as ever. */
export const choice: Kind<ChoiceSpec, string> = {
  name: 'choice',
  parseSpec: (json) => {
    const members = parseMembers(json, 'label_spec', ['options']);
    if (!members.ok) return members;
    const options = parseNames(members.value.options, 'label_spec.options', optionsBounds);
    return options.ok ? parsed({ options: options.value }) : options;
  },
  parse: (json, { options }) => parseOneOf(json, 'label', options),
  canonical: (option) => option,
  place: (option, { options }) => options.indexOf(option),
  valueAt: (place, { options }) => at(options, place),
  distance: (one, other) => (one === other ? 0 : unit),
  blindDistance: ({ options }) => Math.round(unit * (1 - 1 / options.length)),
  metric: nominal,
  units: ({ options }) => [{ name: 'choice', answers: options }],
  answers: (option, { options }) => [options.indexOf(option)],
  sure: (option, shares, spec) => sharesOf(choice.answers(option, spec), shares),
  combine: (labels, ground, { options }) => {
    const given = labels.map(({ value, columns }) => ({
      option: options.indexOf(value),
      column: columns[0] ?? [],
    }));
    const found =
      ground.kind === 'votes'
        ? decideConsensus(
            given.map(({ option }) => option),
            ground.policy,
          )
        : decideNow(given, at(ground.bases, 0), ground.policy);
    if (found.kind !== 'decided') return found;
    const [value, confidence] = [at(options, found.option), found.confidence];
    return { kind: 'decided', value, confidence, units: [{ name: 'choice', answer: value, confidence }] };
  },
  agrees: (option, consensus) => option === consensus,
};
