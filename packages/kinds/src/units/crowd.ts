import {
  basisOf,
  type DecisionBasis,
  lessonOf,
  logLikelihoodsOf,
  newTemplate,
  type TemplateStatistics,
  type TemplateView,
  taughtTemplate,
  taughtWorker,
  viewOf,
  type WorkerStatistics,
} from '@asg/consensus';
import { at } from '@asg/values/present';
import { fromPlaces, toPlaces } from './places.ts';
import { crowdOffsets, type Offsets, scaleLogLikelihoods } from './scale.ts';
import type { Unit } from './unit.ts';

/** What is known of the crowd of a template: of each unit, and of a worker over all units that have as many answers. */
export interface CrowdModel {
  readonly units: readonly Unit[];
  readonly views: readonly TemplateView[];
  /** Of units that are scales. */
  readonly offsets: readonly (Offsets | null)[];
}

export function newCrowdModel(units: readonly Unit[]): CrowdModel {
  return modelOf(
    units,
    units.map(({ answers }) => newTemplate(answers.length)),
  );
}

function modelOf(units: readonly Unit[], statistics: readonly TemplateStatistics[]): CrowdModel {
  const views = units.map(({ answers, isScale }, i) =>
    viewOf(at(statistics, i), { scale: isScale ? [...answers.keys()] : null, expected: null }),
  );
  return {
    units,
    views,
    offsets: units.map(({ isScale }, i) => (isScale ? crowdOffsets(at(views, i)) : null)),
  };
}

/** What decisions rest on now. A value that nobody gave is no answer, whatever the model makes of the labels. */
export function basesOf({ views }: CrowdModel): readonly DecisionBasis[] {
  return views.map((view) => ({ ...basisOf(view), thresholdAccuracy: null, givenOnly: true }));
}

/** What a worker said of each unit. */
export interface GivenAnswers {
  readonly answers: readonly number[];
  readonly worker: WorkerStatistics;
  /** Of each answer, the place where this worker saw it; not there: where it stands. A worker is known by places. */
  readonly order?: readonly number[];
}

/** Of each unit, the log-likelihoods of what the worker said under each answer, in 1/65536. */
export function weighed({ views, offsets }: CrowdModel, given: GivenAnswers): readonly (readonly number[])[] {
  const worker = fromPlaces(given.worker, given.order);
  return views.map((view, i) => {
    const [answer, crowd] = [at(given.answers, i), offsets[i] ?? null];
    return crowd === null
      ? logLikelihoodsOf(view, worker, answer)
      : scaleLogLikelihoods(view, crowd, worker, answer);
  });
}

export interface TaughtCrowd {
  readonly model: CrowdModel;
  /** In the order of the labels. */
  readonly workers: readonly WorkerStatistics[];
}

/**
 * The crowd after one more closed task. `truth`: what is right in each unit, where it is known. Work grows with labels × units, and
 * with the square of the answers of a unit.
 */
export function taught(
  { units, views }: CrowdModel,
  given: readonly (GivenAnswers & { readonly columns: readonly (readonly number[])[] })[],
  truth: readonly number[] | null,
): TaughtCrowd {
  const before = given.map(({ worker, order }) => fromPlaces(worker, order));
  let workers: readonly WorkerStatistics[] = before;
  const statistics = views.map((view, place) => {
    const labels = given.map(({ answers, columns }, i) => ({
      option: at(answers, place),
      column: at(columns, place),
      worker: at(before, i),
    }));
    const right = truth === null ? null : at(truth, place);
    const lesson = lessonOf(view, { labels, truth: right, isProbe: truth !== null });
    workers = workers.map((worker, i) => taughtWorker(worker, lesson, i));
    return taughtTemplate(view.statistics, lesson);
  });
  return {
    model: modelOf(units, statistics),
    workers: workers.map((worker, i) => toPlaces(worker, given[i]?.order)),
  };
}
