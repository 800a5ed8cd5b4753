import type { Job } from '@asg/sdk';
import { Badge, type Tone } from '@asg/ui';
import type { SettlementState, TaskStatus } from '../api/clients.ts';
import { spoken } from './format.ts';

/** Custom properties of the colours that stand for a status in charts. */
export const statusColours: Readonly<Record<TaskStatus, string>> = {
  pending: 'var(--data-6)',
  in_progress: 'var(--data-2)',
  verified: 'var(--data-3)',
  settled: 'var(--data-1)',
  expired: 'var(--data-4)',
  cancelled: 'var(--data-5)',
};

/** A task's status with its colour. */
export function StatusBadge({ status }: { readonly status: TaskStatus }) {
  return (
    <span className="status" data-status={status}>
      <span className="status-dot" aria-hidden="true" />
      {spoken(status)}
    </span>
  );
}

const jobTones: Readonly<Record<Job['status'], Tone | 'neutral'>> = {
  queued: 'neutral',
  ingesting: 'accent',
  labeling: 'accent',
  completed: 'accent',
  failed: 'danger',
  cancelled: 'neutral',
};

/** A job's status; one that reads its lines, and cannot go on now, waits. */
export function JobBadge({ job: { status, note } }: { readonly job: Pick<Job, 'status' | 'note'> }) {
  if (status === 'ingesting' && note !== null) return <Badge tone="warning">Waits</Badge>;
  return <Badge tone={jobTones[status]}>{spoken(status)}</Badge>;
}

const settlementTones: Readonly<Record<SettlementState, Tone | 'neutral'>> = {
  planned: 'warning',
  signed: 'warning',
  broadcasting: 'warning',
  unknown: 'warning',
  seen: 'accent',
  mined: 'accent',
  final: 'accent',
  contested: 'danger',
  orphaned: 'danger',
  stale: 'neutral',
  failed: 'danger',
};

export function SettlementBadge({ state }: { readonly state: SettlementState }) {
  return <Badge tone={settlementTones[state]}>{spoken(state)}</Badge>;
}
