import { boundingBoxes, kinds, type MarksSpec, type Parsed, parsed, textSpans } from '@asg/kinds';
import { hasMoreCharacters, type RefuseValue, textProblem } from '@asg/values';
import { isSameJson } from '@asg/values/json';
import type { TaskType } from '../names.ts';
import type { LabelSpec, SubmittedLabelSpec } from '../values/label-spec.ts';
import { type ComparedItem, itemIds } from './compared.ts';
import { kindOf } from './kinds.ts';

/** What a submission says of its question; null means absent. */
export interface SubmittedQuestion {
  readonly type: TaskType;
  readonly label_spec: SubmittedLabelSpec;
  readonly items?: readonly ComparedItem[] | null | undefined;
}

type SpecField = Exclude<keyof SubmittedLabelSpec, 'question' | 'instructions'>;

/** How a kind reads what was submitted. */
interface SubmittedKind {
  /** Of the label spec, its own. */
  readonly fields: readonly SpecField[];
  /** What is kept beside question and instructions, or what is wrong. */
  readonly kept: (given: SubmittedQuestion) => Parsed<Omit<LabelSpec, 'question'>>;
}

const barDefault = 0.5;

const marksOf = ({
  name,
  barDefault: bar,
  parseSpec,
}: {
  readonly name: 'bounding_boxes' | 'text_spans';
  readonly barDefault: number;
  readonly parseSpec: (json: unknown) => Parsed<MarksSpec>;
}): SubmittedKind => ({
  fields: ['classes', 'agreement_bar', 'start_with'],
  kept: ({ label_spec }) => {
    const { classes, agreement_bar = null, start_with } = label_spec;
    const found = parseSpec({ classes, agreement_bar: agreement_bar ?? bar });
    if (!found.ok) return found;
    const kept = { classes: found.value.classes, agreement_bar: agreement_bar ?? bar };
    return parsed({ kind: name, ...kept, ...(start_with != null && { start_with }), options: [] });
  },
});

const submitted: Readonly<Record<ReturnType<typeof kindOf>, SubmittedKind>> = {
  choice: {
    fields: ['options', 'class_shares', 'ordinal'],
    // What options may be is asked of all of them, with every one that is wrong.
    kept: ({ label_spec: { options, class_shares, ordinal } }) =>
      parsed({
        options: options ?? [],
        ...(class_shares != null && { class_shares }),
        ...(ordinal === true && { ordinal }),
      }),
  },
  comparison: {
    fields: ['tie'],
    kept: ({ label_spec: { tie }, items }) => {
      const found = kinds.comparison.parseSpec({ items: itemIds(items ?? []), tie: tie ?? true });
      if (!found.ok) return found;
      const spec = found.value;
      const answers = [
        ...spec.items.map((item) => ({ item })),
        ...(spec.mayTie ? [{ tie: true } as const] : []),
      ];
      return parsed({
        kind: 'comparison',
        items: spec.items,
        tie: spec.mayTie,
        options: answers.map(kinds.comparison.canonical),
      });
    },
  },
  multi_label: {
    fields: ['options', 'agreement_bar'],
    kept: ({ label_spec: { options, agreement_bar } }) => {
      const bar = agreement_bar ?? barDefault;
      const found = kinds.multi_label.parseSpec({ options, agreement_bar: bar });
      return found.ok ? parsed({ kind: 'multi_label', options: options ?? [], agreement_bar: bar }) : found;
    },
  },
  rating: {
    fields: ['scale', 'agreement_bar'],
    kept: ({ label_spec: { scale, agreement_bar } }) => {
      const found = kinds.rating.parseSpec({
        scale: scale == null ? scale : { from: scale.from, to: scale.to },
        ...(agreement_bar != null && { agreement_bar }),
      });
      if (!found.ok) return found;
      const { from, to, tolerance } = found.value;
      const labels = scale?.labels ?? null;
      return parsed({
        kind: 'rating',
        scale: { from, to, ...(labels !== null && { labels }) },
        agreement_bar: tolerance,
        options: Array.from({ length: to - from + 1 }, (_, i) => kinds.rating.canonical(from + i)),
      });
    },
  },
  bounding_boxes: marksOf(boundingBoxes),
  text_spans: marksOf(textSpans),
};

const specFields = [...new Set(Object.values(submitted).flatMap(({ fields }) => fields))];

/** How label specs are kept: tasks that share theirs as they are submitted share it as it is kept, too. */
const keptOf = new WeakMap<SubmittedLabelSpec, { readonly type: TaskType; readonly spec: LabelSpec }>();

/** The label spec as it is kept. The submission keeps the rules of `questionViolations`. */
export function keptLabelSpec(given: SubmittedQuestion): LabelSpec {
  const { type, label_spec, items } = given;
  const known = keptOf.get(label_spec);
  if (known?.type === type && items == null) return known.spec;
  const found = readLabelSpec(given);
  if (!found.ok) throw new Error(`${found.refusal.field} ${found.refusal.message}`);
  if (items == null) keptOf.set(label_spec, { type, spec: found.value });
  return found.value;
}

/** Gives tasks of a batch whose label specs say the same the first of them: each says its own. */
export function shareLabelSpecs(tasks: readonly { label_spec: SubmittedLabelSpec }[]): void {
  const met: SubmittedLabelSpec[] = [];
  for (const task of tasks) {
    const known = met.find((one) => saySame(one, task.label_spec));
    if (known === undefined) met.push(task.label_spec);
    else task.label_spec = known;
    if (met.length > sharedMax) met.shift();
  }
}

/** What mostly differs first: of specs that are not the same, most of the rest is not looked at. */
const saySame = (one: SubmittedLabelSpec, other: SubmittedLabelSpec): boolean =>
  one.question === other.question &&
  isSameJson(one.options, other.options) &&
  one.instructions === other.instructions &&
  specFields.every((field) => isSameJson(one[field], other[field]));

/** Among so many, the latest, it is looked for the same. */
const sharedMax = 8;

/** The same of a submission that nobody looked at yet. */
export function readLabelSpec(given: SubmittedQuestion): Parsed<LabelSpec> {
  const { question, instructions } = given.label_spec;
  const found = submitted[kindOf(given.type)].kept(given);
  return found.ok
    ? parsed({ question, ...(instructions != null && { instructions }), ...found.value })
    : found;
}

/** The same as it was submitted, for tasks that are still to come: only they say what is compared. */
export function submittedLabelSpec(given: SubmittedLabelSpec): SubmittedLabelSpec {
  const { question, options, instructions, class_shares, ordinal, agreement_bar, scale, tie } = given;
  const { classes, start_with } = given;
  return {
    question,
    ...(options != null && { options }),
    ...(instructions != null && { instructions }),
    ...(class_shares != null && { class_shares }),
    ...(ordinal === true && { ordinal }),
    ...(agreement_bar != null && { agreement_bar }),
    ...(scale != null && { scale }),
    ...(tie != null && { tie }),
    ...(classes != null && { classes }),
    ...(start_with != null && { start_with }),
  };
}

/** Refuses what is of another kind than the type, and what the kind cannot take. */
export function questionViolations(given: SubmittedQuestion, refuse: RefuseValue): void {
  const { type, label_spec: spec, items } = given;
  const { fields, kept } = submitted[kindOf(type)];
  let isOwn = true;
  const refuseOther = (field: string): void => {
    isOwn = false;
    refuse(field, 'task_type', `is not of ${type}`);
  };
  for (const field of specFields)
    if (spec[field] != null && !fields.includes(field)) refuseOther(`label_spec.${field}`);
  for (const field of requiredFields)
    if (fields.includes(field) && spec[field] == null)
      refuse(`label_spec.${field}`, 'required', 'is required');
  if (items != null && !comparesItems(type)) refuseOther('items');
  if (items == null && comparesItems(type)) refuse('items', 'required', 'is required');
  const isWhole = requiredFields.every((field) => !fields.includes(field) || spec[field] != null);
  if (!isOwn || !isWhole || (items == null && comparesItems(type))) return;
  const found = kept(given);
  if (!found.ok) refuse(asSubmitted(found.refusal.field), found.refusal.constraint, found.refusal.message);
  else stepLabelViolations(spec, refuse);
}

/** Ids of what is compared are read as one list, and submitted each with its item. */
const asSubmitted = (field: string): string =>
  field.replace(/^label_spec\.items(\.\d+)?/, (_, index: string | undefined) =>
    index === undefined ? 'items' : `items${index}.id`,
  );

const requiredFields = ['options', 'scale', 'classes'] as const satisfies readonly SpecField[];

/** Whether tasks of the type have several items, side by side. */
export const comparesItems = (type: TaskType): boolean => submitted[kindOf(type)].fields.includes('tie');

const stepLabelMax = 200;

function stepLabelViolations({ scale }: SubmittedLabelSpec, refuse: RefuseValue): void {
  if (scale?.labels == null) return;
  const field = 'label_spec.scale.labels';
  const steps = scale.to - scale.from + 1;
  if (scale.labels.length !== steps) refuse(field, 'steps', `must have one for each of the ${steps} steps`);
  for (const [i, label] of scale.labels.entries()) {
    const problem = textProblem(label, 'name');
    if (problem !== null) refuse(`${field}.${i}`, problem.constraint, problem.message);
    else if (label.trim() === '') refuse(`${field}.${i}`, 'not_blank', 'must not be blank');
    if (hasMoreCharacters(label, stepLabelMax))
      refuse(`${field}.${i}`, 'max_length', `must not be longer than ${stepLabelMax} characters`);
  }
}
