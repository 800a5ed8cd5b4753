import { allCells, calibrated, logPosterior, optionsOf, softmax, unit, weightOf } from '@asg/consensus';
import { at } from '@asg/values/present';
import { surenessOf, unitSizes } from '../../answers/answers.ts';
import type { Task } from '../../task/task.ts';
import { basesOf, columnsOf, modelsCounted } from '../policies.ts';
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
  /** By right option (row) and predicted option (column); where an answer says several things, of each: absent or present. */
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
  const counted = modelsCounted(decision?.ground);
  if (decision?.ground === undefined || counted.length === 0) return null;
  const bases = basesOf(decision.ground);
  const sizes = unitSizes(task);
  const given = labels.flatMap(({ column }) => (column === undefined ? [] : [columnsOf(column, sizes)]));
  const confidenceOf = (isLeftOut: (model: string) => boolean): number => {
    const shares = bases.map(({ prior, predictions = [] }, i) => {
      const beside = predictions.filter(({ model }) => !isLeftOut(model));
      return softmax(
        logPosterior(prior, [...given.map((columns) => ({ column: at(columns, i) })), ...beside]),
      );
    });
    const sure = surenessOf(task, decision.option, shares);
    const least = Math.min(...sure.map((share, i) => calibrated(at(bases, i).curve, share)));
    return Math.round(least * 1_000_000) / 1_000_000;
  };
  const options = new Map(predictionsOf(task).map(({ model, option }) => [model, option]));
  return {
    models: counted.map((model) => ({
      model,
      option: options.get(model) ?? decision.option,
      confidenceWithout: confidenceOf((one) => one === model),
    })),
    confidenceWithout: confidenceOf(() => true),
  };
}
