import type { TaskType } from '../names.ts';

/** A closed task with at least two labels, as it is measured by type and by template. */
export interface Measured {
  readonly taskId: string;
  readonly customerId: string;
  /** Of the day on which it was made, YYYY-MM-DD. */
  readonly date: string;
  readonly type: TaskType;
  readonly template: string;
  readonly options: readonly string[];
  /** The texts of its labels. */
  readonly values: readonly string[];
}

/** At most so many templates of a customer and day are counted; tasks of further ones are not measured by template. */
export const agreementTemplatesMax = 20;

/** Labels of a customer, day and type differ by at most so many texts; a task beyond is not measured. */
export const agreementCategoriesMax = 50;

/** Whether a task is measured by its template too. `templates`: those of its customer and day. */
export function isTemplateCounted(isKnown: boolean, templates: number): boolean {
  return isKnown || templates < agreementTemplatesMax;
}

/** Whether a task is measured by its type. `added`: of the texts of its labels, those that are not among the known. */
export function areTextsCounted(known: number, added: number): boolean {
  return added === 0 || known + added <= agreementCategoriesMax;
}
