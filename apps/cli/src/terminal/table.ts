import { styleText } from 'node:util';
import { at } from '@asg/values/present';
import { printable } from './printable.ts';

/** Bold where the output is a terminal that takes colours; plain otherwise, and under NO_COLOR. */
export function heading(text: string): string {
  return styleText('bold', text, { stream: process.stdout });
}

/** Names on the left, values beside them, as lines that fit into the terminal's. */
export function factTable(facts: readonly (readonly [name: string, value: string])[]): string {
  const width = Math.max(...facts.map(([name]) => name.length));
  return facts
    .map(([name, value]) => {
      const label = `  ${name.padEnd(width)}  `;
      const lines = fitted(printable(value), label.length).split('\n');
      // An address is one long word: it begins a line of its own.
      if (lines.some((line) => isWider(line, label.length)))
        return `${label.trimEnd()}\n  ${printable(value)}`;
      return label + lines.join(`\n${' '.repeat(label.length)}`);
    })
    .join('\n');
}

/** Broken at blanks, so that no line is wider than the terminal less `indent` columns; as it is where there is none. */
export function fitted(text: string, indent = 0): string {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    const longer = last === undefined ? word : `${last} ${word}`;
    if (last === undefined || isWider(longer, indent)) lines.push(word);
    else lines[lines.length - 1] = longer;
  }
  return lines.join('\n');
}

const isWider = (line: string, indent: number): boolean =>
  process.stdout.isTTY && line.length > process.stdout.columns - indent;

/** Rows under headings, each column as wide as it must be. */
export function columnTable(headings: readonly string[], rows: readonly (readonly string[])[]): string {
  const cells = rows.map((row) => row.map(printable));
  const widths = headings.map((name, i) => Math.max(name.length, ...cells.map((row) => at(row, i).length)));
  const line = (row: readonly string[]): string =>
    row
      .map((cell, i) => cell.padEnd(at(widths, i)))
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
