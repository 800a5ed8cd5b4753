import { read, write } from '../records/noun.ts';

/** A line of a manifest that made no task: its idempotency key named one that was there. */
export interface RepeatedLine {
  /** From 1. */
  readonly line: number;
  readonly taskId: string;
}

/** Lines of a job that are kept in one record: 1 to 200 are block 0. */
export const repeatedBlockLines = 200;

/** The block that a line is in. */
export const repeatedBlockOf = (line: number): number => Math.floor((line - 1) / repeatedBlockLines);

interface Block {
  readonly jobId: string;
  readonly block: number;
}

const keyOf = ({ jobId, block }: Block): string => `${jobId} ${block}`;

/** Which lines of jobs repeated earlier tasks. */
export const repeatedLines = {
  name: 'rpl',
  reads: {
    /** Those of a block, by number. */
    inBlock: read<readonly RepeatedLine[], Block, readonly RepeatedLine[]>(keyOf, (found) => found ?? []),
  },
  writes: {
    /** Keeps lines of one block; those known are left as they are. Stored before the cursor passes them. */
    put: write(
      keyOf,
      (
        found: readonly RepeatedLine[] | null,
        { lines }: Block & { readonly lines: readonly RepeatedLine[] },
      ) => {
        const known = new Set((found ?? []).map(({ line }) => line));
        const added = lines.filter(({ line }) => !known.has(line));
        const after = [...(found ?? []), ...added].sort((a, b) => a.line - b.line);
        return { after: added.length === 0 ? undefined : after, result: undefined };
      },
    ),
  },
} as const;
