import { read, write } from '../records/noun.ts';
import type { HeaderWindow } from './records.ts';

const theWindow = (): string => 'window';

/** Our own view of the best chain: its newest headers. */
export const headers = {
  name: 'hdr',
  reads: {
    get: read(theWindow, (found: HeaderWindow | null, _: null) => found),
  },
  writes: {
    save: write(theWindow, (_: HeaderWindow | null, after: HeaderWindow) => ({ after, result: null })),
  },
} as const;
