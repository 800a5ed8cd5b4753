import { call } from '../api/operations.ts';

const pageRows = 25;

export const appealsKey = ['appeals'] as const;

/** One page of appeals, the newest first. */
export const appealsPage = async (cursor: string | null) =>
  (await call('listAppeals', { query: { limit: pageRows, ...(cursor === null ? {} : { cursor }) } })).body;
