import { api } from '../api/clients.ts';

const pageRows = 25;

export const appealsKey = ['appeals'] as const;

/** One page of appeals, the newest first. */
export const appealsPage = (cursor: string | null) =>
  api.appeals({ limit: pageRows, ...(cursor === null ? {} : { cursor }) });
