import type { Room } from './room.ts';
import { apps } from './table/apps.ts';
import { around } from './table/around.ts';
import { serverPackages } from './table/packages.ts';

/** Who may import whom. What is not listed here is refused. */
export const rooms: Readonly<Record<string, Room>> = { ...serverPackages, ...around, ...apps };

/** Where file formats are read and written, and packages that would do it elsewhere, tests and tools too. */
export const formatsRoom = 'packages/formats';
export const parsers: readonly string[] = [
  'papaparse',
  'client-zip',
  '@zip.js/*',
  'yauzl',
  'fflate',
  'jszip',
  'hyparquet*',
  'parquet*',
  'csv',
  'csv-parse',
  'csv-parser',
  'csv-stringify',
  'fast-csv',
  '@fast-csv/*',
  'd3-dsv',
  'jsonlines',
  'ndjson',
  'split2',
  'stream-json',
];

/** What tests may use besides, wherever they are. */
export const forTests = {
  packages: ['fast-check', 'hyparquet', 'standardwebhooks'],
  rooms: [
    'testing',
    'wire',
    'crowd',
    'receipts',
    'storage',
    'storage-sqlite',
    'server',
    'chain',
    'object-store',
    'outbound',
    'paymail',
    'pictures',
  ],
};
