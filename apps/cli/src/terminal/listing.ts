import type { Command } from 'commander';
import { wholeNumber } from './options.ts';

const limitDefault = 20;
const limitMax = 1_000_000;
const pageMax = 100;

/** How many entries of a list. */
export interface LimitOption {
  readonly limit: number;
}

export function withLimit(command: Command): Command {
  return command.option('--limit <n>', 'entries at most', wholeNumber(1, limitMax), limitDefault);
}

/** The first entries of a list, and a word on standard error where there are more. */
export async function limited<T>(
  { limit }: LimitOption,
  list: (pageLimit: number) => AsyncIterable<T>,
): Promise<readonly T[]> {
  const entries: T[] = [];
  for await (const entry of list(Math.min(pageMax, limit))) {
    if (entries.length === limit) {
      console.error(`asg: there are more: --limit shows them`);
      break;
    }
    entries.push(entry);
  }
  return entries;
}
