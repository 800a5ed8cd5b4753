import {
  type ExportRow,
  exportRow,
  type GivenPrediction,
  kindOf,
  type Prediction,
  predictionsOf,
  type Task,
  toldPrediction,
} from '@asg/domain';
import { exportOf, kindTaskOf } from './kinds/kind-task.ts';
import type { ExportedItem } from './texts.ts';

/** A row, and what a kind of task has besides. */
export interface KindRow {
  readonly row: ExportRow;
  /** Nothing: a choice, whose row says it all. */
  readonly ofKind: Readonly<Record<string, unknown>>;
  /** The answers among which exactly one is the label. */
  readonly classes: readonly string[];
  /** Answers that are true or false, by option. */
  readonly flagged: ReadonlyMap<string, boolean | null>;
  /** What models of the customer said, by model, as it can be submitted again. */
  readonly predicted: ReadonlyMap<string, GivenPrediction>;
}

export function kindRow(exported: ExportedItem): KindRow {
  const { type, decision } = exported.task;
  const { columns, cells, flags } = exportOf(exported);
  const row = exportRow(exported);
  const predicted = predictionsOf(exported.task).map((one) => givenAgain(exported.task, one));
  const common = { row, predicted: new Map(predicted.map((one) => [one.model, one])) };
  if (columns.length === 0)
    return { ...common, ofKind: {}, classes: Object.keys(row.votes), flagged: new Map() };
  const of = kindTaskOf(exported, decision?.option);
  const ofKind = { kind: kindOf(type), consensus_value: of.value ?? null, ...cells(of) };
  return { ...common, row: withContext(row, exported), ofKind, classes: [], flagged: flags(of) };
}

/** A comparison is kept as one document: its row leads to what it is about, where that is at an address. */
function withContext(row: ExportRow, { compared }: ExportedItem): ExportRow {
  const context = compared?.context ?? null;
  return context !== null && 'url' in context ? { ...row, data_url: context.url } : row;
}

/** The same as one object, which is a line of JSONL. */
export const objectOfRow = ({ row, ofKind, predicted }: KindRow): object => ({
  ...row,
  ...ofKind,
  ...(predicted.size > 0 && { predictions: [...predicted.values()] }),
});

/** A prediction as a task may have it: scores say the answer, too. */
function givenAgain(task: Task, prediction: Prediction): GivenPrediction {
  const { label, value, scores, ...said } = toldPrediction(task, prediction);
  if (scores !== undefined) return { ...said, scores };
  return { ...said, ...(value === undefined ? { label } : { value }) };
}
