import { allCells, calibrated, logPosterior, optionsOf, softmax, unit, weightOf } from '@asg/consensus';
import { at } from '@asg/values/present';
import type { Task } from '../../task/task.ts';
import { type NamedPredictor, predictionsOf } from './task-predictions.ts';

/** How a model does on a template. */
export interface PredictorFigures {
  readonly model: string;
  readonly tasks: number;
  readonly used: number;
  /** Null: nothing is known. */
  readonly accuracy: number | null;
  /** 0 to 1: how far it counts for what its matrix says. */
  readonly weight: number;
  readonly measured: number;
  readonly measuredAccuracy: number | null;
  /** By what it would have saved on tasks that people labelled fully; null: there are none. */
  readonly labelsSaved: number | null;
  readonly drifts: number;
  /** By right option (row) and predicted option (column). */
  readonly confusion: readonly (readonly number[])[];
}

export function predictorFigures(known: NamedPredictor): PredictorFigures {
  const { model, tasks, used, counted, agreed, measured, measuredRight, saved, drifts } = known;
  const [options, cells] = [optionsOf(known), allCells(known)];
  return {
    model,
    tasks,
    used,
    accuracy: counted === 0 ? null : agreed / counted,
    weight: weightOf(known),
    measured,
    measuredAccuracy: measured === 0 ? null : measuredRight / (measured * unit),
    labelsSaved: measured === 0 ? null : (saved / measured) * used,
    drifts,
    confusion: Array.from({ length: options }, (_, truth) =>
      cells.slice(truth * options, (truth + 1) * options).map((count) => count / unit),
    ),
  };
}

/** What predictions contributed to a decision, by its record alone; null: none counted. */
export function predictionsCounted(task: Task): {
  readonly models: readonly {
    readonly model: string;
    readonly option: number;
    readonly confidenceWithout: number;
  }[];
  readonly confidenceWithout: number;
} | null {
  const { decision, labels } = task;
  const basis = decision?.ground;
  const counted = basis?.predictions ?? [];
  if (decision === null || basis === undefined || counted.length === 0) return null;
  const given = labels.flatMap(({ column }) => (column === undefined ? [] : [{ column }]));
  const confidenceOf = (beside: typeof counted): number => {
    const shares = softmax(logPosterior(basis.prior, [...given, ...beside]));
    return Math.round(calibrated(basis.curve, at(shares, decision.option)) * 1_000_000) / 1_000_000;
  };
  const options = new Map(predictionsOf(task).map(({ model, option }) => [model, option]));
  return {
    models: counted.map(({ model }) => ({
      model,
      option: options.get(model) ?? decision.option,
      confidenceWithout: confidenceOf(counted.filter((one) => one.model !== model)),
    })),
    confidenceWithout: confidenceOf([]),
  };
}
