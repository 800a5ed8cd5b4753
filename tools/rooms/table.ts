import type { Room } from './room.ts';
import { apps } from './table/apps.ts';
import { around } from './table/around.ts';
import { serverPackages } from './table/packages.ts';

/** Who may import whom. What is not listed here is refused. */
export const rooms: Readonly<Record<string, Room>> = { ...serverPackages, ...around, ...apps };

/** What tests may use besides, wherever they are. */
export const forTests = {
  packages: ['fast-check', 'standardwebhooks'],
  rooms: [
    'testing',
    'crowd',
    'receipts',
    'storage',
    'storage-sqlite',
    'server',
    'chain',
    'object-store',
    'outbound',
    'paymail',
  ],
};
