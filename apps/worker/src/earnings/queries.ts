import type { Earnings } from '@asg/sdk';
import { api } from '../api/clients.ts';

/** Enough for the payments of a day, at one every quarter of an hour. */
const latestMax = 100;
const pageRows = 25;

export const latestEarningsKey = ['earnings', 'latest'] as const;
export const earningsKey = ['earnings', 'pages'] as const;
export const summaryKey = ['earnings', 'summary'] as const;

export const latestEarnings = async (): Promise<Earnings> => await api.earnings({ limit: latestMax });

/** One page, the newest payments first. */
export const earningsPage = async (cursor: string | null): Promise<Earnings> => {
  const query = { limit: pageRows, ...(cursor === null ? {} : { cursor }) };
  return await api.earnings(query);
};

/** How all of the worker's pay stands. */
export const summaryOfPay = async (): Promise<Earnings['summary']> =>
  (await api.earnings({ limit: 1, summary: true })).summary;
