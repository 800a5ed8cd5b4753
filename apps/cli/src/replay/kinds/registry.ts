import type { Look } from '@asg/crowd';
import { type TaskKind, taskKindNames } from '@asg/domain/names';
import { boundingBoxes, kinds, type MarkKind, type Parsed, textSpans } from '@asg/kinds';
import type { LabelValue, SubmitTask } from '@asg/sdk';
import { isRecord } from '@asg/values/json';
import { jsonOf, markRulesOf, type ReadRules, rulesOf } from './rules.ts';

/** How recorded answers of a kind are asked for anew. */
export interface ReplayedKind {
  /** The rules for all questions, from every answer and truth that was recorded; or why there are none. */
  readonly rules: (texts: readonly string[], bar: number | undefined) => Parsed<ReadRules>;
  /** What is asked, as it is submitted, but for question and instructions. `texts`: canonical. */
  readonly task: (
    texts: readonly string[],
    bar: number | undefined,
  ) => Pick<SubmitTask, 'type' | 'items'> & { readonly label_spec: Partial<SubmitTask['label_spec']> };
  /** A recorded answer, canonical, as a worker gives it who sees these items. */
  readonly given: (text: string, items: Look['items']) => { readonly value: LabelValue };
}

const withBar = (bar: number | undefined) => (bar === undefined ? {} : { agreement_bar: bar });

function rulesFor<Spec, Value>(
  kind: Parameters<typeof rulesOf<Spec, Value>>[0],
  spec: unknown,
): Parsed<ReadRules> {
  const found = kind.parseSpec(spec);
  return found.ok ? { ok: true, value: rulesOf(kind, found.value) } : found;
}

const distinct = (texts: readonly string[]): readonly string[] => [...new Set(texts)].sort();

/** The ids of all items that somebody chose: the same in each question, as left and right are. */
const itemsIn = (texts: readonly string[]): readonly string[] =>
  distinct(
    texts.flatMap((text) => {
      const json = jsonOf(text);
      return isRecord(json) && typeof json.item === 'string' ? [json.item] : [];
    }),
  );

const hasTie = (texts: readonly string[]): boolean =>
  texts.some((text) => {
    const json = jsonOf(text);
    return isRecord(json) && json.tie === true;
  });

const optionsIn = (texts: readonly string[]): readonly string[] =>
  distinct(
    texts.flatMap((text) => {
      const json = jsonOf(text);
      const options = isRecord(json) && Array.isArray(json.options) ? json.options : [];
      return options.filter((one) => typeof one === 'string');
    }),
  );

/** From the lowest step to the highest that came up. */
function scaleIn(texts: readonly string[]): { readonly from: number; readonly to: number } {
  const steps = texts.map(jsonOf).filter((step) => typeof step === 'number');
  return { from: Math.min(...steps), to: Math.max(...steps) };
}

/** What boxes and spans were said to be. */
const classesIn = (texts: readonly string[]): readonly string[] =>
  distinct(
    texts.flatMap((text) => {
      const json = jsonOf(text);
      const marks = isRecord(json) ? (json.boxes ?? json.spans) : [];
      const named = (Array.isArray(marks) ? marks : []).map((mark) =>
        isRecord(mark) ? (mark.class ?? mark.label) : null,
      );
      return named.filter((one) => typeof one === 'string');
    }),
  );

/** Where nothing was marked the question is the same: a class that nobody gave. */
const askedClasses = (texts: readonly string[]): string[] => {
  const classes = classesIn(texts);
  return classes.length === 0 ? ['something'] : [...classes];
};

function markedKind<Mark>(kind: MarkKind<Mark, never>): ReplayedKind {
  return {
    rules: (texts, bar) => {
      const found = kind.parseSpec({ classes: askedClasses(texts), ...withBar(bar) });
      return found.ok ? { ok: true, value: markRulesOf(kind, found.value) } : found;
    },
    task: (texts, bar) => ({
      type: kind.name,
      label_spec: { classes: askedClasses(texts), ...withBar(bar) },
    }),
    given: (text) => ({ value: jsonOf(text) as LabelValue }),
  };
}

const known: Readonly<Record<Exclude<TaskKind, 'choice'>, ReplayedKind>> = {
  comparison: {
    rules: (texts) => rulesFor(kinds.comparison, { items: itemsIn(texts), tie: hasTie(texts) }),
    task: (texts) => ({
      type: 'comparison',
      label_spec: { tie: hasTie(texts) },
      // A worker is told no id: what an item says is how they know it.
      items: itemsIn(texts).map((id) => ({ id, data: { text: id } })),
    }),
    given: (text, items) => {
      const [chosen] = itemsIn([text]);
      const seen = items.find((item) => item.text === chosen);
      return { value: seen === undefined ? { tie: true } : { item: seen.id } };
    },
  },
  multi_label: {
    rules: (texts, bar) => rulesFor(kinds.multi_label, { options: optionsIn(texts), ...withBar(bar) }),
    task: (texts, bar) => ({
      type: 'multi_label',
      label_spec: { options: [...optionsIn(texts)], ...withBar(bar) },
    }),
    given: (text) => {
      const options = optionsIn([text]);
      return { value: options.length === 0 ? { none: true } : { options: [...options] } };
    },
  },
  rating: {
    rules: (texts, bar) => rulesFor(kinds.rating, { scale: scaleIn(texts), ...withBar(bar) }),
    task: (texts, bar) => ({ type: 'rating', label_spec: { scale: scaleIn(texts), ...withBar(bar) } }),
    given: (text) => ({ value: Number(text) }),
  },
  bounding_boxes: markedKind(boundingBoxes),
  text_spans: markedKind(textSpans),
};

export const replayedKindNames = taskKindNames;

/** Null: a choice, whose options are the answers as they stand. */
export const replayedKindOf = (kind: TaskKind): ReplayedKind | null =>
  kind === 'choice' ? null : known[kind];
