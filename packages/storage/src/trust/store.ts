import type { TrustScope, TrustSums, WorkerSignals } from '@asg/domain';

/**
 * Trust itself has no write: it is derived from the changes of tasks, once for each, and a worker who is reinstated
 * begins anew.
 */
export interface TrustReader {
  /** What is known of a worker for everybody's tasks or a customer's, over all templates or on one of them. */
  sums(workerId: string, scope?: TrustScope): Promise<TrustSums>;
  signals(workerId: string): Promise<WorkerSignals>;
}
