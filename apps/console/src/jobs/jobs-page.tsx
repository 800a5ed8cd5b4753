import { Allowed, count, gateway, JobBadge, Page, Paged, sats, When } from '@asg/console-kit';
import type { Job } from '@asg/sdk';
import { buttonLook, type Column, EmptyState, Table } from '@asg/ui';
import { FileStack } from 'lucide-react';
import { Link } from 'wouter';

const refreshMs = 10_000;

const columns: readonly Column<Job>[] = [
  {
    title: 'Job',
    cell: (job) => (
      <span className="stacked">
        <Link href={`/jobs/${job.job_id}`}>{job.name ?? `…${job.job_id.slice(-10)}`}</Link>
        <small className="clamp">{job.label_spec.question}</small>
        {job.note !== null && <small className="clamp why">{job.note}</small>}
      </span>
    ),
  },
  { title: 'Status', cell: (job) => <JobBadge job={job} /> },
  {
    title: 'Settled',
    align: 'end',
    cell: (job) => `${count(job.tasks_settled)} of ${count(job.lines_accepted)}`,
  },
  { title: 'Rejected', align: 'end', cell: (job) => count(job.lines_rejected) },
  { title: 'Cost', align: 'end', cell: (job) => sats(job.cost_sats) },
  { title: 'Made', align: 'end', cell: (job) => <When at={job.created_at} /> },
];

export default function JobsPage() {
  const submit = (
    <Allowed to="submit">
      <Link href="/submit?from=file" {...buttonLook({ variant: 'primary' })}>
        Submit a file
      </Link>
    </Allowed>
  );
  return (
    <Page title="Jobs" lead="Files and manifests of tasks." aside={submit}>
      <Paged
        queryKey={['jobs']}
        load={(cursor, signal) => gateway.jobs.page(cursor === null ? {} : { cursor }, { signal })}
        refreshMs={refreshMs}
        empty={
          <EmptyState icon={<FileStack size={28} />} title="No jobs yet" actions={submit}>
            <p>
              A job is a file of tasks: a CSV or JSONL from here, or a manifest in a bucket through the API.
            </p>
          </EmptyState>
        }
        list={(rows) => <Table caption="Jobs" columns={columns} rows={rows} rowKey={(job) => job.job_id} />}
      />
    </Page>
  );
}
