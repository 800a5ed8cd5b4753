import { call } from '../api/operations.ts';

const pageRows = 25;
const latestMax = 100;

export const historyKey = ['history'] as const;

/** One page of labels, the newest first. */
export const historyPage = async (cursor: string | null) =>
  (await call('listHistory', { query: { limit: pageRows, ...(cursor === null ? {} : { cursor }) } })).body;

/** The latest labels, as many as one answer holds. */
export const latestLabels = async () =>
  (await call('listHistory', { query: { limit: latestMax } })).body.data;
