import { isOpen, type Task } from '@asg/domain';

/** The values that the indexes of payments and deadlines are built from. */
export interface IndexedColumns {
  readonly dueSince: number | null;
  readonly reservedBy: string | null;
  readonly expiresAt: number | null;
}

export function indexedColumns({ payment, state, expiresAtMs }: Task): IndexedColumns {
  return {
    dueSince: payment.kind === 'due' ? payment.sinceMs : null,
    reservedBy: payment.kind === 'reserved' ? payment.settlementId : null,
    expiresAt: isOpen(state) ? expiresAtMs : null,
  };
}
