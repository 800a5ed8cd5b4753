import { unit } from '@asg/consensus';
import type { MarksSpec } from '../marks/mark-kind.ts';
import { sameBoxes } from './matching.ts';
import { type Boxes, boxesJson } from './parse.ts';

export const canonical = (value: Boxes): string => JSON.stringify(boxesJson(value));

/** 1 less the mean IoU of boxes that are matched; one that is not counts as if it met nothing. */
export function distance(one: Boxes, other: Boxes): number {
  const matches = sameBoxes(one, other);
  const pairs = one.length + other.length - matches.length;
  if (pairs === 0) return 0;
  const sum = matches.reduce((all, match) => all + match.iou, 0);
  return unit - Math.floor(sum / pairs);
}

/** Of the same class, at an IoU of at least a half. */
export function f1(one: Boxes, other: Boxes): number {
  const all = one.length + other.length;
  return all === 0 ? unit : Math.floor((2 * sameBoxes(one, other).length * unit) / all);
}

export function agrees(value: Boxes, consensus: Boxes, { bar }: MarksSpec): boolean {
  const all = value.length + consensus.length;
  return all === 0 || 2 * sameBoxes(value, consensus).length * unit >= bar * all;
}
