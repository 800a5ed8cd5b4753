import { systemClock } from '@asg/runtime';
import type { ASGGatewayClient, Batch } from '@asg/sdk';
import type { Submission } from './submission.ts';

const pollMs = 250;

export type TaskCounts = Batch['counts'];
const none: TaskCounts = { pending: 0, in_progress: 0, verified: 0, settled: 0, expired: 0, cancelled: 0 };

/** Submits everything and looks at the batches until all tasks are at their end or `stop` aborts. */
export async function followBatches(
  customer: ASGGatewayClient,
  submission: Submission,
  stop: AbortSignal,
  onCounts: (counts: TaskCounts) => void,
): Promise<void> {
  const latest = new Map<string, TaskCounts>();
  const look = async (): Promise<TaskCounts> => {
    for (const { batchId, taskIds } of submission.batches) {
      if (ended(latest.get(batchId) ?? none) === taskIds.length) continue;
      latest.set(batchId, (await customer.batches.get(batchId)).counts);
    }
    const counts = [...latest.values()].reduce(sumOf, none);
    onCounts(counts);
    return counts;
  };
  let failed = false;
  const submitting = submission.run(stop).catch((error: unknown) => {
    failed = true;
    throw error;
  });
  const following = async (): Promise<void> => {
    while (!stop.aborted && !failed) {
      if (ended(await look()) === submission.total) return;
      await systemClock.sleep(pollMs, stop);
    }
  };
  await Promise.all([submitting, following()]);
}

/** Tasks that will not change any more. */
function ended(counts: TaskCounts): number {
  return counts.settled + counts.expired + counts.cancelled;
}

function sumOf(a: TaskCounts, b: TaskCounts): TaskCounts {
  return {
    pending: a.pending + b.pending,
    in_progress: a.in_progress + b.in_progress,
    verified: a.verified + b.verified,
    settled: a.settled + b.settled,
    expired: a.expired + b.expired,
    cancelled: a.cancelled + b.cancelled,
  };
}
