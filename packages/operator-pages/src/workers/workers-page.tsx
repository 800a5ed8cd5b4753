import { admin, count, decimal, Page, Paged, spoken } from '@asg/console-kit';
import type { AdminWorker } from '@asg/sdk';
import { Badge, type Column, EmptyState, Table } from '@asg/ui';
import { Users } from 'lucide-react';
import { Link } from 'wouter';

const columns: readonly Column<AdminWorker>[] = [
  {
    title: 'Worker',
    cell: (worker) => (
      <span className="stacked">
        <Link href={`/operator/workers/${worker.worker_id}`} className="wrap">
          {worker.display_name ?? 'No profile yet'}
        </Link>
        <small className="wrap">{worker.email}</small>
      </span>
    ),
  },
  {
    title: 'Status',
    cell: ({ status }) => <Badge tone={status === 'active' ? 'accent' : 'danger'}>{status}</Badge>,
  },
  {
    title: 'Signals',
    cell: ({ signals }) =>
      signals.length === 0 ? (
        <span className="ui-muted">none</span>
      ) : (
        <span className="badges">
          {signals.map((signal) => (
            <Badge key={signal} tone="warning">
              {spoken(signal)}
            </Badge>
          ))}
        </span>
      ),
  },
  { title: 'Trust', align: 'end', cell: ({ trust }) => `${decimal(trust.score, 2)} (${trust.level})` },
  { title: 'Pace', align: 'end', cell: ({ seconds_per_label: pace }) => (pace === 0 ? '–' : `${pace} s`) },
  { title: 'Labels', align: 'end', cell: ({ labels }) => count(labels) },
  { title: 'Paid', align: 'end', cell: ({ paid_labels }) => count(paid_labels) },
];

export default function WorkersPage() {
  return (
    <Page title="Workers" lead="Who labels, how far they can be trusted, and what looks odd.">
      <Paged
        queryKey={['workers']}
        load={(cursor, signal) => admin.workers.page(cursor === null ? {} : { cursor }, { signal })}
        empty={
          <EmptyState icon={<Users size={28} />} title="No workers yet">
            <p>
              They sign up at <span className="ui-mono">{location.origin}/work</span>.
            </p>
          </EmptyState>
        }
        list={(rows) => (
          <Table caption="Workers" columns={columns} rows={rows} rowKey={(one) => one.worker_id} />
        )}
      />
    </Page>
  );
}
