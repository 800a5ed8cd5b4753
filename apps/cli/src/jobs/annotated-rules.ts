import type { Annotated } from '@asg/formats/annotated-file';
import { boundingBoxes, type MarkKind, textSpans } from '@asg/kinds';
import { textProblem } from '@asg/values';

type Item = Annotated & { readonly ok: true };

/** Why no server would take the item with what is said of it; null: one would, as far as the file tells. */
export function itemProblem({ item, value, size }: Item): string | null {
  if (!('text' in item)) return valueProblem(boundingBoxes, value, wholeOf(size));
  const { text } = item;
  if (text.trim() === '') return 'the text is blank';
  const problem = textProblem(text, 'lines');
  if (problem !== null) return `the text ${problem.message}`;
  return valueProblem(textSpans, value, { length: Array.from(text).length });
}

/** A part of a pixel is none. */
const wholeOf = (size: Item['size']) =>
  size === null ? undefined : { width: Math.ceil(size.width), height: Math.ceil(size.height) };

function valueProblem<Mark, Extent>(
  kind: MarkKind<Mark, Extent>,
  value: Item['value'],
  extent: Extent | undefined,
): string | null {
  const classes = classesOf(value);
  const spec = kind.parseSpec({ classes: classes.length === 0 ? ['none'] : classes });
  const found = spec.ok ? kind.parse(value, spec.value, extent) : spec;
  return found.ok ? null : `${found.refusal.field} ${found.refusal.message}`;
}

/** The names that the value has, each once. */
export function classesOf(value: Item['value']): readonly string[] {
  if ('boxes' in value) return [...new Set(value.boxes.map((box) => box.class))];
  return 'spans' in value ? [...new Set(value.spans.map((span) => span.label))] : [];
}

/** Why no task has all these classes at once; null: one can. */
export function classesProblem(classes: readonly string[]): string | null {
  const found = boundingBoxes.parseSpec({ classes });
  return found.ok ? null : `${found.refusal.field} ${found.refusal.message}`;
}
