import type { GoldRun, TemplateModel, WorkerStatistics } from '@asg/domain';
import type { Kind } from '../records/document.ts';

/** A trained state, with the latest tasks that it was trained on. */
export interface Learnt<Known> {
  readonly known: Known;
  readonly lately: readonly string[];
}

/** The new state of a record after a round of training. */
export interface ModelUpdate<Known> {
  readonly id: string;
  readonly known: Known;
  readonly taskIds: readonly string[];
}
/** What the latest round of a template changes in records other than the template's own. */
export interface Round {
  readonly workers: readonly ModelUpdate<WorkerStatistics>[];
  readonly runs: readonly ModelUpdate<GoldRun | null>[];
  /** Tasks that everybody's record has no room for: they teach their customer's own. */
  readonly left?: readonly LeftTask[];
}
export interface LeftTask {
  readonly key: string;
  readonly taskId: string;
}
export interface LearntTemplate extends Learnt<TemplateModel> {
  /** None where there was no training since the template was copied from another store. */
  readonly round?: Round;
}

export const templateModels: Kind<LearntTemplate> = { name: 'tmo', set: 'doc', places: () => [] };
export const workerModels: Kind<Learnt<WorkerStatistics>> = { name: 'wmo', set: 'doc', places: () => [] };
export const goldRuns: Kind<Learnt<GoldRun | null>> = { name: 'grn', set: 'doc', places: () => [] };

export const workerModelId = (workerId: string, key: string): string => `${workerId} ${key}`;

/** A closed task to train on, and the key of the record at which it is decided what it teaches. */
export interface TrainingFacts {
  readonly taskId: string;
  readonly template: string;
}
