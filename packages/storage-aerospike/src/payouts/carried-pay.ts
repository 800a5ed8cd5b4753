import type { CarriedRecord } from '@asg/domain';
import type { Kind } from '../records/document.ts';
import { momentKey } from '../records/keys.ts';

/** Pay that could not be sent to a paymail, and when it is tried again. */
export interface Carried {
  readonly workerId: string;
  readonly sinceMs: number;
  /** Null: nothing is carried any more. */
  readonly dueAtMs: number | null;
}

export const carriedList = 'carried pay';

export const carriedPay: Kind<Carried> = {
  name: 'car',
  set: 'doc',
  places: ({ dueAtMs }, workerId) =>
    dueAtMs === null ? [] : [[carriedList, `${momentKey(dueAtMs)} ${workerId}`, workerId]],
};

/** Null: nothing is carried. */
export function carriedIn({ workerId, sinceMs, dueAtMs }: Carried): CarriedRecord | null {
  return dueAtMs === null ? null : { workerId, sinceMs, dueAtMs };
}
