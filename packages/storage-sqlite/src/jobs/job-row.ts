import { type JobRecord, type StoredJob, sats } from '@asg/domain';
import { parsed } from '../sql.ts';

/** A job with its counts, as `jobColumns` selects it. */
export interface JobRow {
  readonly record: string;
  readonly opened: number;
  readonly settled: number;
  readonly expired: number;
  readonly cancelled: number;
  readonly cost_sats: number;
}

export const jobColumns = `job.record as record, opened, settled, expired, cancelled, cost_sats
  from job join job_count on job_count.job_id = job.id`;

export function storedJob({ record, opened, settled, expired, cancelled, cost_sats }: JobRow): StoredJob {
  return {
    job: parsed<JobRecord>(record),
    counts: { opened, settled, expired, cancelled, costSats: sats(cost_sats) },
  };
}
