import { createHash } from 'node:crypto';
import { type Family, type Features, families, type Observation } from './observation.ts';

const binsMax = 16;
const roundsMax = 40;
const tiny = 1e-9;

interface Column {
  readonly name: string;
  readonly family: Family;
  /** Of each observation. */
  readonly values: Float64Array;
}
interface Stump extends Pick<Column, 'name' | 'family'> {
  readonly cut: number;
  /** What it says above the cut; below it says the opposite. */
  readonly say: number;
}

const featureOf = (features: Features, name: string): number =>
  features.get(name) ?? Number.NEGATIVE_INFINITY;

/** What differs between the observations, column by column. */
function columnsOf(observations: readonly Observation[]): readonly Column[] {
  return families.flatMap((family) => {
    const names = new Set(observations.flatMap(({ features }) => [...features[family].keys()]));
    return [...names].flatMap((name) => {
      const values = Float64Array.from(observations, ({ features }) => featureOf(features[family], name));
      return values.every((value) => value === values[0]) ? [] : [{ name, family, values }];
    });
  });
}

interface Binned extends Column {
  /** Ascending; a value's bin is how many of them are below it. */
  readonly cuts: readonly number[];
  /** Of each row that is learned from. */
  readonly bins: Uint8Array;
}

function binned(column: Column, rows: readonly number[]): Binned {
  const values = Float64Array.from(rows, (row) => column.values[row]!);
  const sorted = values.toSorted();
  const quantile = (bin: number): number => sorted[Math.floor((bin * (sorted.length - 1)) / binsMax)]!;
  const cuts = [...new Set(Array.from({ length: binsMax }, (_, bin) => quantile(bin)))];
  const binOf = (value: number): number => {
    let bin = 0;
    while (bin < cuts.length && value > cuts[bin]!) bin++;
    return bin;
  };
  return { ...column, cuts, bins: Uint8Array.from(values, binOf) };
}

/** Boosted stumps (AdaBoost): finds what tells gold, wherever it hides. */
function boosted(columns: readonly Binned[], isGold: readonly boolean[]): readonly Stump[] {
  const golds = isGold.filter(Boolean).length;
  const weights = Float64Array.from(isGold, (one) => 0.5 / Math.max(1, one ? golds : isGold.length - golds));
  const stumps: Stump[] = [];
  for (let round = 0; round < roundsMax; round++) {
    let best = { error: 0.5 - 1e-6, at: -1, upTo: 0, sign: 1 };
    const signed = Float64Array.from(weights, (weight, row) => (isGold[row] === true ? weight : -weight));
    for (const [at, { bins, cuts }] of columns.entries()) {
      const lean = new Float64Array(binsMax + 1);
      for (let row = 0; row < bins.length; row++) lean[bins[row]!]! += signed[row]!;
      // Above the cut taken for gold: wrong are the others there, and the golds below.
      let error = 0.5;
      for (let upTo = 0; upTo < cuts.length; upTo++) {
        error += lean[upTo]!;
        if (error < best.error) best = { error, at, upTo, sign: 1 };
        if (1 - error < best.error) best = { error: 1 - error, at, upTo, sign: -1 };
      }
    }
    const column = columns[best.at];
    if (column === undefined) break;
    const wrong = Math.max(tiny, best.error);
    const say = (best.sign * Math.log((1 - wrong) / wrong)) / 2;
    stumps.push({ name: column.name, family: column.family, cut: column.cuts[best.upTo]!, say });
    if (wrong === tiny) break;
    let sum = 0;
    for (const [row, bin] of column.bins.entries()) {
      const isSaid = bin > best.upTo === say > 0;
      weights[row]! *= Math.exp(isSaid === isGold[row] ? -Math.abs(say) : Math.abs(say));
      sum += weights[row]!;
    }
    for (let row = 0; row < weights.length; row++) weights[row]! /= sum;
  }
  return stumps;
}

const allRows = (observations: readonly Observation[]): readonly number[] =>
  observations.map((_, row) => row);

/** How much one looks like gold, by all that these observations teach: the higher, the more. */
export function learn(observations: readonly Observation[]): (observation: Observation) => number {
  const rows = allRows(observations);
  const columns = columnsOf(observations).map((column) => binned(column, rows));
  const isGold = observations.map((one) => one.isGold);
  const stumps = boosted(columns, isGold);
  return ({ features }) =>
    stumps.reduce(
      (score, { name, family, cut, say }) => score + (featureOf(features[family], name) > cut ? say : -say),
      0,
    );
}

/** How probable it is that a gold task scores above another one, ties half: 0.5 is chance. */
export function auc(scored: readonly { readonly score: number; readonly isGold: boolean }[]): number {
  if (scored.some(({ score }) => Number.isNaN(score))) throw new RangeError('a score must be a number');
  const sorted = scored.toSorted((one, other) => one.score - other.score);
  let ranks = 0;
  for (let from = 0; from < sorted.length; ) {
    let to = from;
    while (to < sorted.length && sorted[to]!.score === sorted[from]!.score) to++;
    const rank = (from + 1 + to) / 2;
    for (const { isGold } of sorted.slice(from, to)) if (isGold) ranks += rank;
    from = to;
  }
  const golds = scored.filter(({ isGold }) => isGold).length;
  const others = scored.length - golds;
  if (golds === 0 || others === 0) throw new RangeError('an AUC needs some of each');
  return (ranks - (golds * (golds + 1)) / 2) / (golds * others);
}

/** Which half something falls into, the same in every run. */
const halfOf = (name: string): number => createHash('sha256').update(name).digest()[0]! % 2;

/** An item that the gang has met before is known again by its size or its delay: that is what repeats tell, and no leak of theirs. */
const knowsItems: ReadonlySet<Family | 'everything'> = new Set(['sizes', 'timing', 'everything']);

/** By family and by all of them, the mean of what is learned on some accounts and tested on others, on other items where those are known again. */
export function aucs(observations: readonly Observation[]): ReadonlyMap<Family | 'everything', number> {
  const columns = columnsOf(observations);
  const rows = allRows(observations);
  const placed = observations.map(({ account, item }) => ({ account: account % 2, item: halfOf(item) }));
  const byAccount = [0, 1].map((half) => ({
    learned: rows.filter((row) => placed[row]!.account === half),
    tested: rows.filter((row) => placed[row]!.account !== half),
  }));
  const byBoth = [0, 1, 2, 3].map((quarter) => {
    const [account, item] = [quarter % 2, quarter >> 1];
    return {
      learned: rows.filter((row) => placed[row]!.account === account && placed[row]!.item === item),
      tested: rows.filter((row) => placed[row]!.account !== account && placed[row]!.item !== item),
    };
  });
  const known = new Map<Family | 'everything', number>();
  for (const name of [...families, 'everything'] as const) {
    const of = columns.filter(({ family }) =>
      name === 'everything' ? family !== 'repeats' : family === name,
    );
    const told = (knowsItems.has(name) ? byBoth : byAccount).map(({ learned, tested }) => {
      const isGold = learned.map((row) => observations[row]!.isGold);
      const stumps = boosted(
        of.map((column) => binned(column, learned)),
        isGold,
      );
      const byName = new Map(of.map((column) => [`${column.family} ${column.name}`, column.values]));
      const scoreOf = (row: number): number =>
        stumps.reduce((score, { name, family, cut, say }) => {
          const value = byName.get(`${family} ${name}`)![row]!;
          return score + (value > cut ? say : -say);
        }, 0);
      return auc(tested.map((row) => ({ score: scoreOf(row), isGold: observations[row]!.isGold })));
    });
    known.set(name, told.reduce((sum, one) => sum + one, 0) / told.length);
  }
  return known;
}
