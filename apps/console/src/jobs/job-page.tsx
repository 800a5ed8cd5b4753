import {
  Allowed,
  Asked,
  Confirm,
  count,
  Downloads,
  duration,
  gateway,
  JobBadge,
  Page,
  percent,
  sats,
  spoken,
  usd,
  useCurrent,
  When,
} from '@asg/console-kit';
import { viewOf } from '@asg/console-kit/kinds';
import type { Job } from '@asg/sdk';
import { Button, buttonLook, Card, CopyButton, Facts, Mix, Notice } from '@asg/ui';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Link, useParams } from 'wouter';
import { wantedText } from '../tasks/labels.ts';
import { Notices } from './notices.tsx';
import { isUndelivered, Redeliver } from './redeliver.tsx';
import { Rejected, Unshowable } from './rejected.tsx';

const refreshMs = 2_000;
/** Questions, and options in all, that are longer are folded. */
const shownCharacters = 300;
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
      state.data !== undefined && ended[state.data.status] && !isUndelivered(state.data) ? false : refreshMs,
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
      aside={
        query.data !== undefined && (
          <>
            <Link href={`/workbench?job_id=${id}`} {...buttonLook({ variant: 'primary' })}>
              See the answers
            </Link>
            <Allowed to="submit">
              <Link href={`/submit?from=file&job=${id}`} {...buttonLook({})}>
                Repeat with another file
              </Link>
              <Cancel job={query.data} />
            </Allowed>
          </>
        )
      }
    >
      <Asked query={query} height="24rem" missing="There is no such job">
        {(job) => (
          <div className="main-aside">
            <div className="ui-stack">
              <Progress job={job} />
              <Rejected job={job} />
              <Unshowable job={job} />
              <Notices job={job} />
            </div>
            <div className="ui-stack">
              <Allowed to="export">
                <Export job={job} />
              </Allowed>
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
          <JobBadge job={job} />
        </>
      }
    >
      {job.note !== null && <Why job={job} note={job.note} />}
      {isUndelivered(job) && (
        <Allowed to="submit">
          <Redeliver job={job} />
        </Allowed>
      )}
      <Mix
        count={count}
        label="Tasks of this job"
        parts={[
          { name: 'Settled', value: job.tasks_settled, colour: 'var(--data-1)' },
          { name: 'Open', value: open, colour: 'var(--data-6)', isToCome: true },
          { name: 'Expired', value: job.tasks_expired, colour: 'var(--data-4)' },
          { name: 'Cancelled', value: job.tasks_cancelled, colour: 'var(--data-5)' },
        ]}
      />
    </Card>
  );
}

/** Why it failed, or what it waits for; where that is money, the way to it. */
function Why({ job: { status }, note }: { readonly job: Job; readonly note: string }) {
  const waits = status === 'ingesting' || status === 'queued';
  return (
    <Notice tone={status === 'failed' ? 'danger' : 'warning'}>
      {waits && <strong>This job waits. </strong>}
      <bdi>{note.charAt(0).toUpperCase() + note.slice(1)}</bdi>
      {waits && /quota|allowance|funds|limit of the day/.test(note) && (
        <Allowed to="billing">
          {' '}
          <Link href="/balance">See your balance</Link>
        </Allowed>
      )}
    </Notice>
  );
}

function Export({ job }: { readonly job: Job }) {
  const isWhole = job.status === 'completed';
  return (
    <Card
      title="Results"
      hint={
        isWhole
          ? 'All tasks with their labels.'
          : ended[job.status]
            ? 'What there is; the job did not come to its end.'
            : 'What there is so far; the job has not ended.'
      }
    >
      <Downloads
        path={`/v1/jobs/${encodeURIComponent(job.job_id)}/export`}
        query={isWhole ? {} : { partial: 'true' }}
        type={job.task_type}
        name={job.name ?? job.job_id}
      />
      <Link href={`/tasks?job_id=${job.job_id}`}>See its tasks</Link>
    </Card>
  );
}

function About({ job }: { readonly job: Job }) {
  const { bsv_usd } = useCurrent();
  const kind = viewOf(job.task_type);
  const asks = kind.asks(job.label_spec);
  const paid = kind.paid(job.label_spec);
  return (
    <Card title="Details">
      <Facts
        facts={[
          { name: 'Question', value: <Question text={job.label_spec.question} /> },
          { name: asks.name, value: <Options options={asks.texts} /> },
          ...(paid === null ? [] : [{ name: 'Agreement', value: paid }]),
          { name: 'Type', value: spoken(job.task_type) },
          { name: 'Labels wanted', value: wantedText(job) },
          ...(job.sensitive ? [{ name: 'Sensitive', value: 'Yes' }] : []),
          { name: 'Cost so far', value: `${sats(job.cost_sats)}, about ${usd(job.cost_sats, bsv_usd)}` },
          { name: 'Lines read', value: count(job.lines_total) },
          ...(job.encoding === null ? [] : [{ name: 'Encoding', value: job.encoding }]),
          ...(job.text_column === null ? [] : [{ name: 'Column of texts', value: job.text_column }]),
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

/** A long one is read in full when that is asked for. */
function Question({ text }: { readonly text: string }) {
  if (text.length <= shownCharacters) return text;
  return (
    <details>
      <summary>
        <bdi>{text.slice(0, shownCharacters / 2)}…</bdi>
      </summary>
      <p dir="auto">{text}</p>
    </details>
  );
}

/** Few at once, many when they are asked for. */
function Options({ options }: { readonly options: readonly string[] }) {
  const text = options.join(', ');
  if (text.length <= shownCharacters) return text;
  return (
    <details>
      <summary>{count(options.length)} options</summary>
      <ul className="line-notes">
        {options.map((option) => (
          <li key={option} dir="auto">
            {option}
          </li>
        ))}
      </ul>
    </details>
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
