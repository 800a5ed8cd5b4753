import { api } from '../api/clients.ts';

const pageRows = 25;
const latestMax = 100;

export const historyKey = ['history'] as const;

/** One page of labels, the newest first. */
export const historyPage = (cursor: string | null) =>
  api.history({ limit: pageRows, ...(cursor === null ? {} : { cursor }) });

/** The latest labels, as many as one answer holds. */
export const latestLabels = async () => (await api.history({ limit: latestMax })).data;
