import type { LabelValue } from '@asg/sdk';

/** A worker's answer: an option of a choice, or the value of another kind. */
export type Answer = string | LabelValue;

const firstLetter = 'A'.codePointAt(0) ?? 0;

/** What an item is called, by where it stands: A for the first. */
export const letterAt = (index: number): string => String.fromCodePoint(firstLetter + index);

/** The same of a place as the server names it, from 1. */
export const letterOf = (place: string): string =>
  /^[1-9]$/.test(place) ? letterAt(Number(place) - 1) : place;

/** The place of an item that was chosen, as the server names it; null: another answer. */
export const placeOf = (answer: Answer | null): string | null =>
  typeof answer === 'object' && answer !== null && 'item' in answer ? answer.item : null;

export const isTie = (answer: Answer | null): boolean =>
  typeof answer === 'object' && answer !== null && 'tie' in answer;

/** What is ticked. */
export const tickedOf = (answer: Answer | null): readonly string[] =>
  typeof answer === 'object' && answer !== null && 'options' in answer ? answer.options : [];

export const isNone = (answer: Answer | null): boolean =>
  typeof answer === 'object' && answer !== null && 'none' in answer;
