import { nextMomentMs, type Task } from '@asg/domain';

/** The values that the indexes of payments and deadlines are built from. */
export interface IndexedColumns {
  readonly dueSince: number | null;
  readonly reservedBy: string | null;
  /** When something is to be done about the task. */
  readonly expiresAt: number | null;
}

export function indexedColumns(task: Task): IndexedColumns {
  const { payment } = task;
  return {
    dueSince: payment.kind === 'due' ? payment.sinceMs : null,
    reservedBy: payment.kind === 'reserved' ? payment.settlementId : null,
    expiresAt: nextMomentMs(task),
  };
}
