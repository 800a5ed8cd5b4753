import { type ExportFormat, exportExtensions, exportFormats } from '@asg/domain/names';
import type { Job } from '@asg/sdk';
import { Button, buttonLook, Card, CopyButton, Facts, Notice, Table } from '@asg/ui';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Download } from 'lucide-react';
import { useState } from 'react';
import { Link, useParams } from 'wouter';
import { gateway } from '../api/clients.ts';
import { Mix } from '../charts/mix.tsx';
import { Asked, Paged } from '../parts/asked.tsx';
import { Confirm } from '../parts/confirm.tsx';
import { count, duration, percent, sats, spoken, usd } from '../parts/format.ts';
import { JobBadge } from '../parts/status.tsx';
import { When } from '../parts/when.tsx';
import { useCurrent } from '../session/session.ts';
import { Page } from '../shell/page.tsx';

const refreshMs = 2_000;
const ended: Readonly<Record<Job['status'], boolean>> = {
  queued: false,
  ingesting: false,
  labeling: false,
  completed: true,
  failed: true,
  cancelled: true,
};

export default function JobPage() {
  const { id } = useParams<{ id: string }>();
  const query = useQuery({
    queryKey: ['job', id],
    queryFn: ({ signal }) => gateway.jobs.get(id, { signal }),
    refetchInterval: ({ state }) =>
      state.data !== undefined && ended[state.data.status] ? false : refreshMs,
  });
  return (
    <Page
      title={query.data?.name ?? 'Job'}
      back={{ to: '/jobs', name: 'Jobs' }}
      lead={
        <span className="with-copy">
          <span className="ui-mono">{id}</span>
          <CopyButton text={id} label="Copy the id" />
        </span>
      }
      aside={query.data !== undefined && <Cancel job={query.data} />}
    >
      <Asked query={query} height="24rem" missing="There is no such job">
        {(job) => (
          <div className="main-aside">
            <div className="ui-stack">
              <Progress job={job} />
              <Rejected job={job} />
            </div>
            <div className="ui-stack">
              <Export job={job} />
              <About job={job} />
            </div>
          </div>
        )}
      </Asked>
    </Page>
  );
}

function Progress({ job }: { readonly job: Job }) {
  const done = job.tasks_settled + job.tasks_expired + job.tasks_cancelled;
  const share = job.lines_accepted === 0 ? 0 : done / job.lines_accepted;
  const open = Math.max(0, job.lines_accepted - done);
  return (
    <Card
      title="Progress"
      hint={
        job.eta_seconds !== null && !ended[job.status]
          ? `about ${duration(job.eta_seconds)} to go, at the pace so far`
          : `${count(done)} of ${count(job.lines_accepted)} tasks are done`
      }
      aside={
        <>
          <strong className="ui-number">{percent(share)}</strong>
          <JobBadge status={job.status} />
        </>
      }
    >
      {job.note !== null && <Notice tone="warning">{job.note}</Notice>}
      <Mix
        label="Tasks of this job"
        parts={[
          { name: 'Settled', value: job.tasks_settled, colour: 'var(--data-1)' },
          { name: 'Open', value: open, colour: 'var(--data-6)' },
          { name: 'Expired', value: job.tasks_expired, colour: 'var(--data-4)' },
          { name: 'Cancelled', value: job.tasks_cancelled, colour: 'var(--data-5)' },
        ]}
      />
    </Card>
  );
}

function Rejected({ job }: { readonly job: Job }) {
  if (job.lines_rejected === 0)
    return (
      <Card title="Rejected lines">
        <p className="ui-muted">None: every line that was read is accepted.</p>
      </Card>
    );
  return (
    <Card title="Rejected lines" hint={`${count(job.lines_rejected)} lines became no task; the others did.`}>
      <Paged
        queryKey={['job', job.job_id, 'errors', job.lines_rejected]}
        load={(cursor, signal) =>
          gateway.jobs.errorsPage(job.job_id, cursor === null ? {} : { cursor }, { signal })
        }
        empty={<p className="ui-muted">None.</p>}
        list={(rows) => (
          <Table
            caption="Rejected lines"
            columns={[
              { title: 'Line', cell: ({ line }) => count(line) },
              { title: 'Reason', cell: ({ reason }) => <span className="wrap">{reason}</span> },
            ]}
            rows={rows}
            rowKey={({ line }) => String(line)}
          />
        )}
      />
    </Card>
  );
}

function Export({ job }: { readonly job: Job }) {
  const partial = job.status === 'completed' ? '' : '&partial=true';
  const href = (format: string): string =>
    `/v1/jobs/${encodeURIComponent(job.job_id)}/export?format=${format}${partial}`;
  return (
    <Card
      title="Results"
      hint={partial === '' ? 'All tasks with their labels.' : 'What there is so far; the job has not ended.'}
    >
      <div className="actions">
        {exportFormats.map((format) => (
          <a
            key={format}
            href={href(format)}
            download={`${job.name ?? job.job_id}.${exportExtensions[format]}`}
            {...buttonLook({})}
          >
            <Download size={17} aria-hidden="true" />
            {formatNames[format]}
          </a>
        ))}
      </div>
      <Link href={`/tasks?job_id=${job.job_id}`}>See its tasks</Link>
    </Card>
  );
}

const formatNames: Readonly<Record<ExportFormat, string>> = {
  jsonl: 'JSONL',
  csv: 'CSV',
  ground_truth: 'Ground Truth',
};

function About({ job }: { readonly job: Job }) {
  const { bsv_usd } = useCurrent();
  return (
    <Card title="Details">
      <Facts
        facts={[
          { name: 'Question', value: job.label_spec.question },
          { name: 'Options', value: job.label_spec.options.join(', ') },
          { name: 'Type', value: spoken(job.task_type) },
          { name: 'Labels wanted', value: job.consensus_threshold },
          { name: 'Cost so far', value: `${sats(job.cost_sats)}, about ${usd(job.cost_sats, bsv_usd)}` },
          { name: 'Lines read', value: count(job.lines_total) },
          ...(job.lines_gold === 0 ? [] : [{ name: 'Known answers', value: count(job.lines_gold) }]),
          ...(job.lines_repeated === 0 ? [] : [{ name: 'Repeated', value: count(job.lines_repeated) }]),
          ...(job.manifest_url === null ? [] : [{ name: 'Manifest', value: job.manifest_url }]),
          { name: 'Made', value: <When at={job.created_at} /> },
          { name: 'Ended', value: <When at={job.ended_at} /> },
        ]}
      />
    </Card>
  );
}

function Cancel({ job }: { readonly job: Job }) {
  const [asking, setAsking] = useState(false);
  const client = useQueryClient();
  const cancel = useMutation({
    mutationFn: () => gateway.jobs.cancel(job.job_id),
    onSuccess: () => setAsking(false),
    onSettled: () =>
      client.invalidateQueries({ predicate: ({ queryKey }) => /^jobs?$/.test(String(queryKey[0])) }),
  });
  if (ended[job.status]) return null;
  return (
    <>
      <Button onClick={() => setAsking(true)}>Cancel the job</Button>
      <Confirm
        open={asking}
        title="Cancel this job?"
        action="Cancel the job"
        busy={cancel.isPending}
        error={cancel.error}
        onConfirm={() => cancel.mutate()}
        onClose={() => setAsking(false)}
      >
        <p>
          No further line is read, and tasks that are not decided yet are cancelled. Those without a label
          come back to your quota.
        </p>
      </Confirm>
    </>
  );
}
