import { type Parsed, quoted, refused } from '@asg/kinds';
import { at } from '@asg/values/present';
import type { TaskType } from '../names.ts';
import { rulesFor, rulesOfType } from './kinds.ts';
import { type Asked, type GivenAnswer, type KeptAnswer, placed } from './rules.ts';

/** An answer as it is told and committed to: the words of the option, or the canonical text of a value. */
export function answerText(asked: Asked, option: number): string {
  const { labelSpec } = asked;
  return rulesFor(labelSpec)?.text(asked, option) ?? at(labelSpec.options, option);
}

/** The same as JSON; undefined: of a choice, whose text says it all. */
export function answerValue(asked: Asked, option: number): unknown {
  return rulesFor(asked.labelSpec)?.value(asked, option);
}

/** What is kept of an answer that was given: a label of a choice, a value of any other kind. */
export function parseAnswer(asked: Asked, { label, value, extent }: GivenAnswer): Parsed<KeptAnswer> {
  const { labelSpec } = asked;
  const rules = rulesFor(labelSpec);
  if (rules !== null) {
    if (label != null) return refused('label', 'kind', 'must not be there: this task takes a value');
    if (value === undefined) return refused('value', 'required', 'is required');
    return rules.parse(asked, value, extent ?? asked.extent);
  }
  if (value !== undefined) return refused('value', 'kind', 'must not be there: this task takes a label');
  if (label == null) return refused('label', 'required', 'is required');
  const option = labelSpec.options.indexOf(label);
  return option >= 0
    ? { ok: true, value: { option } }
    : refused('label', 'unknown', `is none of the options of the task: ${quoted(label)}`);
}

/** The way back from `answerText`, of any JSON that says the same; null: it is the text of no answer. */
export function parseAnswerText(asked: Asked, text: string): KeptAnswer | null {
  const { labelSpec } = asked;
  const rules = rulesFor(labelSpec);
  if (rules === null) {
    const option = labelSpec.options.indexOf(text);
    return option < 0 ? null : { option };
  }
  const found = rules.parse(asked, parsedOrNull(text), asked.extent);
  return found.ok ? found.value : null;
}

function parsedOrNull(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** What has an answer, with the values that this made of its own. */
export function withValues<Known extends Asked>(asked: Known, { values }: KeptAnswer): Known {
  return values === undefined ? asked : { ...asked, values };
}

/** An answer that was read when the task had fewer values, where it stands now. */
export const placedAnswer = (asked: Asked, { option, values }: KeptAnswer): KeptAnswer =>
  values === undefined ? { option } : placed(asked, at(values, option));

/** One answer of a task as another task keeps it, of which it is the only one. */
export const answerAlone = ({ values }: Asked, option: number): KeptAnswer =>
  values === undefined ? { option } : { option: 0, values: [at(values, option)] };

/** Whether who answered this is paid, where that was decided, or is the truth. */
export function isAgreed(asked: Asked, option: number, consensus: number): boolean {
  return rulesFor(asked.labelSpec)?.agrees(asked, option, consensus) ?? option === consensus;
}

/** What distributions and models count of a task, in the order of its own. */
export function countedAnswers(asked: Asked): readonly string[] {
  return rulesFor(asked.labelSpec)?.counted(asked) ?? asked.labelSpec.options;
}

/** The places of an answer among `countedAnswers`. */
export function countedPlaces(asked: Asked, option: number): readonly number[] {
  return rulesFor(asked.labelSpec)?.places(asked, option) ?? [option];
}

/** What an answer says of each unit: the place of its answer. */
export function saidOf(asked: Asked, option: number): readonly number[] {
  return rulesFor(asked.labelSpec)?.answers(asked, option) ?? [option];
}

/** Of each part of a label's column, how many numbers it has. */
export function unitSizes(asked: Asked): readonly number[] {
  return rulesFor(asked.labelSpec)?.sizes(asked) ?? [asked.labelSpec.options.length];
}

/** Of each unit, how sure an answer is by the shares of the unit's answers. */
export function surenessOf(
  asked: Asked,
  option: number,
  shares: readonly (readonly number[])[],
): readonly number[] {
  return rulesFor(asked.labelSpec)?.sure(asked, option, shares) ?? [at(at(shares, 0), option)];
}

/** Whether an answer says several things at once, each with a truth of its own: what is known of workers by option is nothing of it. */
export const hasUnits = ({ labelSpec }: Asked): boolean => rulesFor(labelSpec)?.hasUnits === true;

/** The same of all tasks of a type. */
export const marksItems = (type: TaskType): boolean => rulesOfType(type)?.makers !== undefined;

/** Whether an answer is a list of marks, which stands at no place that answers of other tasks have. */
export const hasMarks = ({ labelSpec }: Asked): boolean => rulesFor(labelSpec)?.makers !== undefined;
