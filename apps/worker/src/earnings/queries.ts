import type { Earnings } from '@asg/sdk';
import { api } from '../api/clients.ts';

/** Enough for the payments of a day, at one every quarter of an hour. */
const latestMax = 100;
const pageRows = 25;

export const latestEarningsKey = ['earnings', 'latest'] as const;
export const earningsKey = ['earnings', 'pages'] as const;

export const latestEarnings = async (): Promise<Earnings> => await api.earnings({ limit: latestMax });

/** One page, the newest payments first. */
export const earningsPage = async (cursor: string | null): Promise<Earnings> => {
  const query = { limit: pageRows, ...(cursor === null ? {} : { cursor }) };
  return await api.earnings(query);
};
