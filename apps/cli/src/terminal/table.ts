import { styleText } from 'node:util';
import { printable } from './printable.ts';

/** Bold where the output is a terminal that takes colours; plain otherwise, and under NO_COLOR. */
export function heading(text: string): string {
  return styleText('bold', text, { stream: process.stdout });
}

/** Names on the left, values beside them, as lines. */
export function factTable(facts: readonly (readonly [name: string, value: string])[]): string {
  const width = Math.max(...facts.map(([name]) => name.length));
  return facts.map(([name, value]) => `  ${name.padEnd(width)}  ${printable(value)}`).join('\n');
}

/** Rows under headings, each column as wide as it must be. */
export function columnTable(headings: readonly string[], rows: readonly (readonly string[])[]): string {
  const cells = rows.map((row) => row.map(printable));
  const widths = headings.map((name, i) => Math.max(name.length, ...cells.map((row) => row[i]!.length)));
  const line = (row: readonly string[]): string =>
    row
      .map((cell, i) => cell.padEnd(widths[i]!))
      .join('  ')
      .trimEnd();
  return [heading(line(headings)), ...cells.map(line)].join('\n');
}

export function printJson(value: unknown): void {
  console.log(JSON.stringify(value, null, 2));
}

export function percent(share: number | null): string {
  return share === null ? '-' : `${(share * 100).toFixed(2)} %`;
}

/** A duration in milliseconds, for people. */
export function duration(ms: number | null): string {
  if (ms === null) return '-';
  return ms < 1000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(2)} s`;
}

export function count(value: number): string {
  return value.toLocaleString('en-US');
}

/** Rounded to `digits` places; `-` for nothing. */
export function decimal(value: number | null, digits: number): string {
  return value === null ? '-' : value.toFixed(digits);
}
