import { type Parsed, quoted, refused } from '@asg/kinds';
import { at } from '@asg/values/present';
import type { LabelSpec } from '../values/label-spec.ts';
import { type GivenAnswer, rulesFor } from './kinds.ts';

/** What is asked. */
export interface Asked {
  readonly labelSpec: LabelSpec;
}

/** An answer as it is told and committed to: the words of the option, or the canonical text of a value. */
export function answerText({ labelSpec }: Asked, option: number): string {
  return rulesFor(labelSpec)?.text(labelSpec, option) ?? at(labelSpec.options, option);
}

/** The same as JSON; undefined: of a choice, whose text says it all. */
export function answerValue({ labelSpec }: Asked, option: number): unknown {
  return rulesFor(labelSpec)?.value(labelSpec, option);
}

/** What is kept of an answer that was given: a label of a choice, a value of any other kind. */
export function optionOf({ labelSpec }: Asked, { label, value }: GivenAnswer): Parsed<number> {
  const rules = rulesFor(labelSpec);
  if (rules !== null) {
    if (label != null) return refused('label', 'kind', 'must not be there: this task takes a value');
    if (value === undefined) return refused('value', 'required', 'is required');
    return rules.parse(labelSpec, value);
  }
  if (value !== undefined) return refused('value', 'kind', 'must not be there: this task takes a label');
  if (label == null) return refused('label', 'required', 'is required');
  const option = labelSpec.options.indexOf(label);
  return option >= 0
    ? { ok: true, value: option }
    : refused('label', 'unknown', `is none of the options of the task: ${quoted(label)}`);
}

/** The way back from `answerText`, of any JSON that says the same; -1: it is the text of no answer. */
export function optionOfText({ labelSpec }: Asked, text: string): number {
  const rules = rulesFor(labelSpec);
  if (rules === null) return labelSpec.options.indexOf(text);
  const found = rules.parse(labelSpec, parsedOrNull(text));
  return found.ok ? found.value : -1;
}

function parsedOrNull(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** Whether who answered this is paid, where that was decided, or is the truth. */
export function isAgreed({ labelSpec }: Asked, option: number, consensus: number): boolean {
  return rulesFor(labelSpec)?.agrees(labelSpec, option, consensus) ?? option === consensus;
}

/** What distributions and models count of a task, in the order of its own. */
export function countedAnswers({ labelSpec }: Asked): readonly string[] {
  return rulesFor(labelSpec)?.counted(labelSpec) ?? labelSpec.options;
}

/** The places of an answer among `countedAnswers`. */
export function countedPlaces({ labelSpec }: Asked, option: number): readonly number[] {
  return rulesFor(labelSpec)?.places(labelSpec, option) ?? [option];
}

/** What an answer says of each unit: the place of its answer. */
export function saidOf({ labelSpec }: Asked, option: number): readonly number[] {
  return rulesFor(labelSpec)?.answers(labelSpec, option) ?? [option];
}

/** Of each unit, how many answers it has. */
export function unitSizes({ labelSpec }: Asked): readonly number[] {
  return rulesFor(labelSpec)?.sizes(labelSpec) ?? [labelSpec.options.length];
}

/** Of each unit, how sure an answer is by the shares of the unit's answers. */
export function surenessOf(
  { labelSpec }: Asked,
  option: number,
  shares: readonly (readonly number[])[],
): readonly number[] {
  return rulesFor(labelSpec)?.sure(labelSpec, option, shares) ?? [at(at(shares, 0), option)];
}

/** Whether an answer says several things at once, each with a truth of its own: what is known of workers by option is nothing of it. */
export const hasUnits = ({ labelSpec }: Asked): boolean => rulesFor(labelSpec)?.hasUnits === true;
