import { boundingBoxes, kinds, textSpans } from '@asg/kinds';
import { type TaskKind, type TaskType, taskKinds } from '../names.ts';
import type { LabelSpec } from '../values/label-spec.ts';
import { fixedRules } from './fixed.ts';
import { markRules } from './marks.ts';
import type { AnswerRules } from './rules.ts';

const rules: Readonly<Record<Exclude<TaskKind, 'choice'>, AnswerRules>> = {
  comparison: fixedRules(kinds.comparison, ({ items, tie }) => ({ items, tie })),
  multi_label: fixedRules(
    kinds.multi_label,
    ({ options, agreement_bar }) => ({ options, agreement_bar }),
    true,
  ),
  rating: fixedRules(kinds.rating, ({ scale, agreement_bar }) => ({
    scale: { from: scale?.from, to: scale?.to },
    agreement_bar,
  })),
  bounding_boxes: markRules(boundingBoxes, (extent) => ('width' in extent ? extent : undefined)),
  text_spans: markRules(textSpans, (extent) => ('length' in extent ? extent : undefined)),
};

export const kindOf = (type: TaskType): TaskKind => taskKinds[type];

/** Null: choices. */
export function rulesOfType(type: TaskType): AnswerRules | null {
  const kind = kindOf(type);
  return kind === 'choice' ? null : rules[kind];
}

/** Null: a choice, whose option is an index into its options: what is asked for each task goes without a look-up. */
export function rulesFor({ kind }: Pick<LabelSpec, 'kind'>): AnswerRules | null {
  return kind === undefined ? null : rules[kind];
}
