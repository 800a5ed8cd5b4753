import type { Earnings } from '../api/operations.ts';
import { call } from '../api/operations.ts';

/** Enough for the payments of a day, at one every quarter of an hour. */
const latestMax = 100;
const pageRows = 25;

export const latestEarningsKey = ['earnings', 'latest'] as const;
export const earningsKey = ['earnings', 'pages'] as const;

export const latestEarnings = async (): Promise<Earnings> =>
  (await call('listEarnings', { query: { limit: latestMax } })).body;

/** One page, the newest payments first. */
export const earningsPage = async (cursor: string | null): Promise<Earnings> => {
  const query = { limit: pageRows, ...(cursor === null ? {} : { cursor }) };
  return (await call('listEarnings', { query })).body;
};
