import type { Task } from '@asg/domain';
import type { EventRecord } from '@asg/storage';

/** What a receiver is told: the published payload. */
export interface EventPayload {
  readonly event: string;
  readonly task_id: string;
  readonly consensus_label: string | null;
  readonly confidence: number | null;
  readonly bsv_txid: string | null;
  readonly settled_at: string | null;
  readonly timestamp: string;
}

/** The same event of the same task gives the same payload, whatever has become of the task since. */
export function eventPayload({ type, taskId, atMs }: EventRecord, task: Task): EventPayload {
  const { decision, labelSpec, payment } = task;
  const paid = type === 'task.settled' && payment.kind === 'paid' ? payment : null;
  return {
    event: type,
    task_id: taskId,
    consensus_label: decision === null ? null : labelSpec.options[decision.option]!,
    confidence: decision?.confidence ?? null,
    bsv_txid: paid?.txid ?? null,
    settled_at: paid === null ? null : new Date(paid.settledAtMs).toISOString(),
    timestamp: new Date(atMs).toISOString(),
  };
}
