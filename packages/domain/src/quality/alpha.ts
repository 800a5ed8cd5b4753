import { type AnswerPair, alphaOfPairs, kinds, type Metric } from '@asg/kinds';
import { type TaskKind, type TaskType, taskKinds } from '../names.ts';

/**
 * Krippendorff's alpha for nominal data (K. Krippendorff, "Computing Krippendorff's Alpha-Reliability", 2011) from sums
 * that are added to unit by unit: of what each unit's values are, nothing else need be kept.
 */
export interface AgreementSums {
  /** Values in units with at least two of them. */
  readonly pairable: number;
  /** Σ over units of (m² - Σ m_c²) / (m - 1): pairs of one unit that differ, each unit weighted as its m values. */
  readonly disagreement: number;
  /** Σ over categories of (their values in all units)². */
  readonly squares: number;
}

/** What one unit adds: null where it has fewer than two values, which no other can be paired with. */
export function unitAgreement(
  values: readonly string[],
): { readonly disagreement: number; readonly counts: ReadonlyMap<string, number> } | null {
  const m = values.length;
  if (m < 2) return null;
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return { disagreement: (m * m - squaresOf(counts)) / (m - 1), counts };
}

/** Σ of the squares of the counts. */
function squaresOf(counts: ReadonlyMap<string, number>): number {
  let sum = 0;
  for (const count of counts.values()) sum += count * count;
  return sum;
}

/** 1: all agree; 0: as by chance; below: worse than chance. Null where nothing varies: then chance says nothing. */
export function nominalAlpha({ pairable, disagreement, squares }: AgreementSums): number | null {
  const differing = pairable * pairable - squares;
  return differing <= 0 ? null : 1 - ((pairable - 1) * disagreement) / differing;
}

/** What the labels on a template are measured by. */
export interface MeasuredTemplate extends AgreementSums {
  readonly type: TaskType;
  /** Of kinds whose answers are nearer or farther, by their places in the template; then the other sums but `pairable` are 0. */
  readonly pairs?: readonly AnswerPair[];
}

/** Null: boxes and spans of one task stand at no place in another, and have no alpha. */
const metrics: Readonly<Record<TaskKind, Metric | null>> = {
  choice: kinds.choice.metric,
  comparison: kinds.comparison.metric,
  multi_label: kinds.multi_label.metric,
  rating: kinds.rating.metric,
  bounding_boxes: null,
  text_spans: null,
};

const hasAlpha = (type: TaskType): boolean => metrics[taskKinds[type]] !== null;

/** Alpha of a template, over the distances of its kind. */
export function templateAlpha({ type, pairs, ...sums }: MeasuredTemplate): number | null {
  const metric = metrics[taskKinds[type]];
  if (metric === null) return null;
  return pairs === undefined ? nominalAlpha(sums) : alphaOfPairs(pairs, metric);
}

/** Of tasks of a type. */
export interface TypeFigures {
  readonly type: TaskType;
  /** Null: nothing varies. */
  readonly alpha: number | null;
  readonly tasksMeasured: number;
}

interface Counted {
  readonly type: TaskType;
  readonly tasks: number;
}

/** In the order of their names: choices over all their labels; other types, whose answers are near or far within a question, over their templates. */
export function agreementByType(found: {
  readonly agreement: readonly (AgreementSums & Counted)[];
  readonly templates: readonly (MeasuredTemplate & Counted)[];
}): readonly TypeFigures[] {
  const choices = found.agreement.map(({ type, tasks, ...sums }) => ({
    type,
    alpha: nominalAlpha(sums),
    tasksMeasured: tasks,
  }));
  const others = Map.groupBy(
    found.templates.filter(({ type, pairs }) => pairs !== undefined && hasAlpha(type)),
    ({ type }) => type,
  );
  const ofOthers = [...others].map(([type, templates]) => ({
    type,
    alpha: meanAlpha(templates),
    tasksMeasured: templates.reduce((sum, { tasks }) => sum + tasks, 0),
  }));
  return [...choices, ...ofOthers].sort((a, b) => (a.type < b.type ? -1 : 1));
}

/** Each template by its labels; null where nothing varies in any. */
function meanAlpha(templates: readonly MeasuredTemplate[]): number | null {
  let [sum, weight] = [0, 0];
  for (const template of templates) {
    const alpha = templateAlpha(template);
    if (alpha === null) continue;
    sum += alpha * template.pairable;
    weight += template.pairable;
  }
  return weight === 0 ? null : sum / weight;
}
