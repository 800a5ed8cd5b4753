import type { GoldRun, TemplateModel, WorkerStatistics } from '@asg/domain';
import type { Kind } from '../records/document.ts';

/** Something that is learnt, with the tasks that it was learnt from lately. */
export interface Learnt<Known> {
  readonly known: Known;
  readonly lately: readonly string[];
}

/** What some lessons make of a record. */
export interface Taught<Known> {
  readonly id: string;
  readonly known: Known;
  readonly taskIds: readonly string[];
}
/** What the latest lessons of a template make of the records beside the template's own. */
export interface Round {
  readonly workers: readonly Taught<WorkerStatistics>[];
  readonly runs: readonly Taught<GoldRun | null>[];
}
export interface LearntTemplate extends Learnt<TemplateModel> {
  /** None where nothing was taught since the template was copied from another store. */
  readonly round?: Round;
}

export const templateModels: Kind<LearntTemplate> = { name: 'tmo', set: 'doc', places: () => [] };
export const workerModels: Kind<Learnt<WorkerStatistics>> = { name: 'wmo', set: 'doc', places: () => [] };
export const goldRuns: Kind<Learnt<GoldRun | null>> = { name: 'grn', set: 'doc', places: () => [] };

export const workerModelId = (workerId: string, template: string): string => `${workerId} ${template}`;

/** A closed task that teaches, and its template. */
export interface LessonFacts {
  readonly taskId: string;
  readonly template: string;
}
