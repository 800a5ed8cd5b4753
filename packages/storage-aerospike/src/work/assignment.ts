import type { ClaimWork } from '@asg/domain';

/** The command by which each task of a claim becomes the worker's. */
export function assignment({
  workerId,
  nonce,
  leaseMs,
  nowMs,
  linkedIds,
  pools,
  memberOf,
  qualified,
}: ClaimWork) {
  return {
    do: 'assign',
    workerId,
    nonce,
    leaseMs,
    nowMs,
    ...(linkedIds !== undefined && { linkedIds }),
    ...(pools !== undefined && { pools }),
    ...(memberOf !== undefined && { memberOf }),
    ...(qualified !== undefined && { qualified }),
  } as const;
}
