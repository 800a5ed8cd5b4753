import { at } from '@asg/values/present';

/** How often a model said what, by the option that was right. */
export interface PredictorMatrix {
  /** Not there: the cells are of a record of before, one for each pair of options, by true option × options + predicted option. */
  readonly options?: number;
  /** As of a worker: pairs of a cell and its count, by rising cell. */
  readonly cells: readonly number[];
}

export const optionsOf = ({ options, cells }: PredictorMatrix): number =>
  options ?? Math.round(Math.sqrt(cells.length));

/** The matrix in pairs of a cell and its count. */
export const pairsOf = ({ options, cells }: PredictorMatrix): readonly number[] =>
  options === undefined ? cells.flatMap((count, cell) => (count === 0 ? [] : [cell, count])) : cells;

/** The matrix in full, by true option × options + predicted option. */
export function allCells(matrix: PredictorMatrix): readonly number[] {
  if (matrix.options === undefined) return matrix.cells;
  const all = Array<number>(matrix.options ** 2).fill(0);
  for (let i = 0; i < matrix.cells.length; i += 2) all[at(matrix.cells, i)] = at(matrix.cells, i + 1);
  return all;
}
