import { read, write } from '../records/noun.ts';
import type { HeaderWindow } from './records.ts';

const theWindow = (): string => 'window';

/** Our own view of the best chain: its newest headers. */
export const headers = {
  name: 'hdr',
  reads: {
    get: read<HeaderWindow, null, HeaderWindow | null>(theWindow, (found) => found),
  },
  writes: {
    save: write<HeaderWindow, HeaderWindow, null>(theWindow, (_, after) => ({ after, result: null })),
  },
} as const;
