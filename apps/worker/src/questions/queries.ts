import { api } from '../api/clients.ts';

const pageRows = 25;

export const questionsKey = ['questions'] as const;

/** One page of the questions that this worker can practise. */
export const questionsPage = (cursor: string | null) =>
  api.questions({ limit: pageRows, ...(cursor === null ? {} : { cursor }) });
