import type { Truth } from '@asg/crowd';
import type { MarkKind } from '@asg/kinds';
import type { KnownTask } from './known-task.ts';

export type Marks = Extract<Truth, { readonly kind: 'bounding_boxes' | 'text_spans' }>;

/** The right answer of a kind whose labels are marks: one that is near enough to be paid is right as well. */
export function isRightBy<Mark>(
  kind: Pick<MarkKind<Mark, never>, 'agrees' | 'barDefault' | 'canonical' | 'parseSpec' | 'read'>,
  truth: readonly Mark[],
): Pick<KnownTask, 'label' | 'isRight'> {
  const spec = { classes: [], bar: Math.round(kind.barDefault * 65_536) };
  return { label: kind.canonical(truth), isRight: (label) => kind.agrees(kind.read(label), truth, spec) };
}
