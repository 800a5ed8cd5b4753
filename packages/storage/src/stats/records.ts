import type { AgreementSums, MeasuredTemplate, TaskState, TaskType } from '@asg/domain';
import type { UsageDay } from '../billing/records.ts';

/** UTC days, YYYY-MM-DD, both included. The caller bounds how many: the cost of a read grows with them. */
export interface DateRange {
  readonly from: string;
  readonly to: string;
}

/** The tasks made on one UTC day, as they stand now. */
export interface TaskDay {
  /** YYYY-MM-DD. */
  readonly date: string;
  readonly tasks: Readonly<Record<TaskState, number>>;
  /** Those that have a decision. */
  readonly decided: number;
  /** Sum of the decisions' confidences, in millionths. */
  readonly confidenceMicros: number;
}

/** How far the labels of a type of choices agree, over closed tasks with at least two. */
export interface TypeAgreement extends AgreementSums {
  readonly type: TaskType;
  /** Tasks that the sums are made of. */
  readonly tasks: number;
}

/** How far the labels on a template agree, over a customer's closed tasks with at least two labels. */
export interface TemplateAgreement extends MeasuredTemplate {
  readonly template: string;
  /** In the order of `TemplateModel`. */
  readonly options: readonly string[];
  /** Tasks that the sums are made of. */
  readonly tasks: number;
}

/** A customer's figures of some days: sums that each change of a task adds to and that are never recomputed. */
export interface StatsRecord {
  /** Days on which tasks were made, in order. */
  readonly days: readonly TaskDay[];
  /** Days with payments, in order: of all the customer's tasks, whenever they were made. */
  readonly usage: readonly UsageDay[];
  /** From making to payment, of the tasks made on these days and settled since; by `durationBucket`, in order. */
  readonly settlementTimes: readonly { readonly bucket: number; readonly count: number }[];
  /** Of choices among the tasks made on these days; in the order of the types' names. */
  readonly agreement: readonly TypeAgreement[];
  /** By template, of every kind, the most tasks first. */
  readonly templates: readonly TemplateAgreement[];
}
