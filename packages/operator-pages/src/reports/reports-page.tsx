import { admin, Confirm, count, Page, Paged, problemText, When } from '@asg/console-kit';
import type { AdminReport } from '@asg/sdk';
import { Badge, Button, Card, EmptyState, Facts, Notice, useToast } from '@asg/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Flag } from 'lucide-react';
import { useState } from 'react';
import { Link, useSearchParams } from 'wouter';
import { ItemButton } from '../items/item-button.tsx';

const refreshMs = 10_000;

type Verdict = Exclude<AdminReport['status'], 'open'>;

const reasons: Readonly<Record<AdminReport['reason'], string>> = {
  sexual: 'Nudity or sexual content',
  violence: 'Violence or injuries',
  hate: 'Hate or harassment',
  self_harm: 'Suicide or self-harm',
  child_abuse: 'Abuse of children',
  personal_data: 'Private data of a person',
  illegal: 'Something else that is against the law',
  other: 'Something else',
};
const statuses: Readonly<Record<AdminReport['status'], string>> = {
  open: 'open',
  dismissed: 'dismissed',
  marked_sensitive: 'marked as sensitive',
  taken_down: 'taken down',
};
const said: Readonly<Record<Verdict, string>> = {
  dismissed: 'The report is dismissed.',
  marked_sensitive: 'Only workers who take sensitive items get it now.',
  taken_down: 'The item is taken down.',
};

/** Items that workers reported: those that wait, or all of one customer's. */
export default function ReportsPage() {
  const [params] = useSearchParams();
  const customer = params.get('customer_id');
  const lead =
    customer === null
      ? 'Items that workers say should not be shown, or not like this. The first verdict stands.'
      : 'Every report of this customer’s items, decided or not.';
  return (
    <Page title="Reports" lead={lead}>
      {customer !== null && (
        <p>
          <Link href="/operator/reports">See all that wait</Link>
        </p>
      )}
      <Paged
        queryKey={['reports', customer]}
        load={(cursor, signal) =>
          admin.reports.page(
            {
              ...(cursor === null ? {} : { cursor }),
              ...(customer === null ? {} : { customer_id: customer }),
            },
            { signal },
          )
        }
        refreshMs={refreshMs}
        empty={
          <EmptyState icon={<Flag size={28} />} title="No report waits">
            <p>Workers report items from where they label them.</p>
          </EmptyState>
        }
        list={(rows) => (
          <div className="ui-stack">
            {rows.map((report) => (
              <ReportCard key={report.report_id} report={report} />
            ))}
          </div>
        )}
      />
    </Page>
  );
}

function ReportCard({ report }: { readonly report: AdminReport }) {
  const { customer_counts: counts, task } = report;
  return (
    <Card
      title={reasons[report.reason]}
      hint={
        <>
          <When at={report.reported_at} />, by{' '}
          <Link className="unbroken" href={`/operator/workers/${report.worker_id}`}>
            …{report.worker_id.slice(-10)}
          </Link>
        </>
      }
      aside={<Badge tone={report.status === 'open' ? 'warning' : 'neutral'}>{statuses[report.status]}</Badge>}
    >
      {report.note !== null && (
        <blockquote className="quote" dir="auto">
          {report.note}
        </blockquote>
      )}
      <Facts
        facts={[
          { name: 'Customer', value: <CustomerLink customerId={report.customer_id} /> },
          {
            name: 'Reports of their items',
            value: (
              <Link href={`/operator/reports?customer_id=${report.customer_id}`}>
                {`${count(counts.reported)}: ${count(counts.taken_down)} taken down, ${count(counts.marked_sensitive)} sensitive, ${count(counts.dismissed)} dismissed`}
              </Link>
            ),
          },
          ...(task === null
            ? []
            : [
                { name: 'Question', value: task.question },
                { name: 'Task', value: `${report.task_id}, ${task.status.replace('_', ' ')}` },
                { name: 'Item', value: <ItemButton item={{ ...task, task_id: report.task_id }} /> },
                ...(task.data_url === '' ? [] : [{ name: 'From', value: task.data_url }]),
              ]),
          ...(report.gold_id === null ? [] : [{ name: 'Known answer', value: report.gold_id }]),
        ]}
      />
      {report.status === 'open' && <Verdicts report={report} />}
    </Card>
  );
}

/** Gold of the operator's own has a customer's id that no customer has. */
function CustomerLink({ customerId }: { readonly customerId: string }) {
  return /^cust_0+$/.test(customerId) ? (
    <>You: a gold item</>
  ) : (
    <Link href={`/operator/customers/${customerId}`}>…{customerId.slice(-10)}</Link>
  );
}

function Verdicts({ report }: { readonly report: AdminReport }) {
  const [asking, setAsking] = useState(false);
  const client = useQueryClient();
  const say = useToast();
  const decide = useMutation({
    mutationFn: (verdict: Verdict) => admin.reports.decide(report.report_id, verdict),
    onSuccess: ({ status }) => {
      setAsking(false);
      if (status !== 'open') say({ text: said[status] });
    },
    onSettled: () => client.invalidateQueries({ queryKey: ['reports'] }),
  });
  return (
    <>
      {decide.isError && !asking && (
        <Notice tone="danger" urgent>
          {problemText(decide.error)}
        </Notice>
      )}
      <div className="actions">
        <Button variant="danger" onClick={() => setAsking(true)}>
          Take down
        </Button>
        <Button busy={decide.isPending} onClick={() => decide.mutate('marked_sensitive')}>
          Mark as sensitive
        </Button>
        <Button busy={decide.isPending} onClick={() => decide.mutate('dismissed')}>
          Dismiss
        </Button>
      </div>
      <Confirm
        open={asking}
        title="Take this item down?"
        action="Take it down"
        busy={decide.isPending}
        error={decide.error}
        onConfirm={() => decide.mutate('taken_down')}
        onClose={() => setAsking(false)}
      >
        <p>
          Its task is cancelled, labels that it has are paid, and nobody is shown the item any more. This
          cannot be undone.
        </p>
      </Confirm>
    </>
  );
}
