import type { DoubtfulTask } from '@asg/storage';

/** Sums that changes of tasks are added to. */
export const sumNames = {
  ofWorker: (workerId: string) => `worker|${workerId}`,
  trust: (workerId: string, template: string) => `trust|${workerId}|${template}`,
  job: (jobId: string) => `job|${jobId}`,
  day: (customerId: string, date: string) => `day|${customerId}|${date}`,
  gold: (goldId: string) => `gold|${goldId}`,
} as const;

export const historyOf = (workerId: string): string => `history|${workerId}`;
export const templatesOf = (workerId: string): string => `templates|${workerId}`;
const doubtDigits = 7;

export const modelTemplatesOf = (workerId: string): string => `models|${workerId}`;
export const doubtfulOf = (customerId: string, month: string): string => `doubtful|${customerId}|${month}`;
export const doubtKey = ({ doubtMicros, taskId }: DoubtfulTask): string =>
  `${String(doubtMicros).padStart(doubtDigits, '0')} ${taskId}`;
