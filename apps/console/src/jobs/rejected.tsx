import { count, gateway, Paged, plural, problemText, saveNotes } from '@asg/console-kit';
import type { Job } from '@asg/sdk';
import { Button, Card, Notice, Table } from '@asg/ui';
import { useMutation } from '@tanstack/react-query';
import { Download } from 'lucide-react';

const pageLines = 100;

type Kind = NonNullable<NonNullable<Parameters<typeof gateway.jobs.errorsPage>[1]>['kind']>;

/** The lines of a job that became no task: to read, and to take along. */
export function Rejected({ job }: { readonly job: Job }) {
  const others = job.lines_accepted + job.lines_gold;
  if (job.lines_rejected > 0)
    return (
      <Lines
        job={job}
        kind="rejected"
        title="Rejected lines"
        hint={
          others === 0
            ? `None of the ${plural(job.lines_rejected, 'line')} that were read became a task.`
            : `${plural(job.lines_rejected, 'line')} became no task; the others did.`
        }
        total={job.lines_rejected}
      />
    );
  return (
    <Card title="Rejected lines">
      <p className="ui-muted">
        {job.lines_total === 0 ? 'No line was read.' : 'None: every line that was read is accepted.'}
      </p>
    </Card>
  );
}

/** The lines whose items the server could not get or decode when it looked ahead of the workers. */
export function Unshowable({ job }: { readonly job: Job }) {
  if (job.items_unshowable === 0) return null;
  return (
    <Lines
      job={job}
      kind="unshowable"
      title="Items that cannot be seen"
      hint={
        job.ended_at === null
          ? 'Their tasks stay open: an item that can be fetched again is shown. One that nobody can see ends its task, unpaid.'
          : 'When they were looked at, these could not be fetched or decoded.'
      }
      total={job.items_unshowable}
    />
  );
}

interface LinesProps {
  readonly job: Job;
  readonly kind: Kind;
  readonly title: string;
  readonly hint: string;
  /** How many there are: more of them are asked for when it grows. */
  readonly total: number;
}

function Lines({ job, kind, title, hint, total }: LinesProps) {
  const download = useMutation({
    mutationFn: async () => {
      const lines = await Array.fromAsync(gateway.jobs.errors(job.job_id, { kind, limit: pageLines }));
      saveNotes(lines, `${job.name ?? job.job_id}-${kind}.csv`);
    },
  });
  return (
    <Card
      title={title}
      hint={hint}
      aside={
        <Button
          busy={download.isPending}
          icon={<Download size={17} aria-hidden="true" />}
          onClick={() => download.mutate()}
        >
          Download as CSV
        </Button>
      }
    >
      {download.isError && (
        <Notice tone="danger" urgent>
          {problemText(download.error)}
        </Notice>
      )}
      <Paged
        queryKey={['job', job.job_id, kind, total]}
        load={(cursor, signal) =>
          gateway.jobs.errorsPage(job.job_id, { kind, ...(cursor === null ? {} : { cursor }) }, { signal })
        }
        empty={<p className="ui-muted">None.</p>}
        list={(rows) => (
          <Table
            caption={title}
            columns={[
              { title: 'Line', cell: ({ line }) => count(line) },
              { title: 'Reason', cell: ({ reason }) => <bdi className="wrap">{reason}</bdi> },
            ]}
            rows={rows}
            rowKey={({ line, reason }) => `${line} ${reason}`}
          />
        )}
      />
    </Card>
  );
}
