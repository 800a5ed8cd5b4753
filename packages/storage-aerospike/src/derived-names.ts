import type { TrustSums } from '@asg/domain';
import type { DoubtfulTask } from '@asg/storage';

/** Sums that changes of tasks are added to. */
export const sumNames = {
  ofWorker: (workerId: string) => `worker|${workerId}`,
  trust: (workerId: string, template: string) => `trust|${workerId}|${template}`,
  job: (jobId: string) => `job|${jobId}`,
  day: (customerId: string, date: string) => `day|${customerId}|${date}`,
  gold: (goldId: string) => `gold|${goldId}`,
  /** `name`: as the domain calls it. */
  results: (name: string) => `results|${name}`,
  /** Of whoever pays: what tasks that closed gave back and cost. */
  money: (customerId: string) => `money|${customerId}`,
} as const;

/** The figures of a share of a worker's trust stand in the record over all, after the share's number. */
export function shareFigures(share: number, sums: TrustSums): Readonly<Record<string, number>> {
  return Object.fromEntries(Object.entries(sums).map(([name, figure]) => [`${share} ${name}`, figure]));
}

export const historyOf = (workerId: string): string => `history|${workerId}`;
export const templatesOf = (workerId: string): string => `templates|${workerId}`;
const doubtDigits = 7;

export const modelTemplatesOf = (workerId: string): string => `models|${workerId}`;
export const doubtfulOf = (customerId: string, month: string): string => `doubtful|${customerId}|${month}`;
export const doubtKey = ({ doubtMicros, taskId }: DoubtfulTask): string =>
  `${String(doubtMicros).padStart(doubtDigits, '0')} ${taskId}`;
