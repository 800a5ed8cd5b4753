import type { TaskType } from '../names.ts';

/** A closed task with at least two labels, as it is measured by type and by template. */
export interface Measured {
  readonly taskId: string;
  readonly customerId: string;
  /** Of the day on which it was made, YYYY-MM-DD. */
  readonly date: string;
  readonly type: TaskType;
  readonly template: string;
  /** In the order of the template. */
  readonly options: readonly string[];
  /** Of a choice, the texts of its labels; else empty. */
  readonly values: readonly string[];
  /** Of kinds whose answers are nearer or farther: those of its labels, by their places in the template. Not there: a choice. */
  readonly places?: readonly number[];
}

/** At most so many templates of a customer and day are counted; tasks of further ones are not measured by template. */
export const agreementTemplatesMax = 20;

/** Labels of a customer, day and type, or template of another kind, differ by at most so many texts; a task beyond is not measured. */
export const agreementCategoriesMax = 50;

/** Whether a task is measured by its template too. `templates`: those of its customer and day. */
export function isTemplateCounted(isKnown: boolean, templates: number): boolean {
  return isKnown || templates < agreementTemplatesMax;
}

/** Whether a task is measured by its type. `added`: of the texts of its labels, those that are not among the known. */
export function areTextsCounted(known: number, added: number): boolean {
  return added === 0 || known + added <= agreementCategoriesMax;
}

/** How many answers there are of each place, with those of one more task; null: they would be too many different ones. */
export function countsWith(
  before: Readonly<Record<string, number>>,
  places: readonly number[],
): Readonly<Record<string, number>> | null {
  const counts: Record<string, number> = { ...before };
  for (const place of places) counts[place] = (counts[place] ?? 0) + 1;
  const known = Object.keys(before).length;
  return areTextsCounted(known, Object.keys(counts).length - known) ? counts : null;
}
