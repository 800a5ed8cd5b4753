/** The value below which the share `q` (0 to 1) of the values lies. */
export function quantile(values: readonly number[], q: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))] ?? Number.NaN;
}

export const median = (values: readonly number[]): number => quantile(values, 0.5);

export const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

export interface Figure {
  readonly what: string;
  readonly value: string;
  /** What is aimed at, and whether it is reached. */
  readonly aim?: string;
  readonly reached?: boolean;
  /** Of what is measured in turns: here divided by the other, the median and from least to most. */
  readonly ratio?: number;
  readonly spread?: readonly [number, number];
}

export function printFigures(title: string, figures: readonly Figure[]): void {
  console.log(`\n${title}`);
  const width = Math.max(...figures.map((figure) => figure.what.length));
  for (const { what, value, aim, reached } of figures) {
    const verdict = aim === undefined ? '' : `   aim ${aim}: ${reached === true ? 'reached' : 'NOT reached'}`;
    console.log(`  ${what.padEnd(width)}  ${value.padStart(14)}${verdict}`);
  }
}
