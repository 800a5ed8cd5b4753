import { Asked, admin, count, Page, plural, sats, When } from '@asg/console-kit';
import type { AdminWorker } from '@asg/sdk';
import { Badge, Card, type Column, EmptyState, Notice, Table } from '@asg/ui';
import { useQuery } from '@tanstack/react-query';
import { UsersRound } from 'lucide-react';
import { Link, useParams } from 'wouter';
import { linkReasons } from './worker-links.tsx';

interface Group {
  readonly workers: readonly AdminWorker[];
  readonly customerIds: readonly string[];
}

async function groupOf(workerId: string, signal: AbortSignal): Promise<Group> {
  const first = await admin.workers.get(workerId, { signal });
  const others = first.same_person.filter((id) => id.startsWith('wrk_'));
  const workers = await Promise.all(others.map((id) => admin.workers.get(id, { signal })));
  return {
    workers: [first, ...workers],
    customerIds: first.same_person.filter((id) => id.startsWith('cust_')),
  };
}

const columns: readonly Column<AdminWorker>[] = [
  {
    title: 'Account',
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
  { title: 'Trust', align: 'end', cell: ({ trust }) => trust.score.toFixed(2) },
  { title: 'Labels', align: 'end', cell: ({ labels }) => count(labels) },
  { title: 'Held', align: 'end', cell: ({ held_sats: held }) => sats(held) },
  { title: 'Signed up', align: 'end', cell: ({ created_at: at }) => <When at={at} /> },
];

interface Pair {
  readonly key: string;
  readonly one: string;
  readonly other: string;
  readonly reasons: AdminWorker['links'][number]['reasons'];
}

/** Each link in the group once. */
function pairsOf({ workers }: Group): readonly Pair[] {
  const pairs = new Map<string, Pair>();
  for (const { worker_id: one, links } of workers)
    for (const { account_id: other, reasons, dissolved_at: dissolvedAt } of links) {
      const key = [one, other].sort((a, b) => a.localeCompare(b)).join(' ');
      if (dissolvedAt === null && !pairs.has(key)) pairs.set(key, { key, one, other, reasons });
    }
  return [...pairs.values()];
}

/** Accounts that are taken for one person's: who they are, what links them, and what follows. */
export default function AccountsPage() {
  const { id } = useParams<{ id: string }>();
  const query = useQuery({
    queryKey: ['worker', id, 'accounts'],
    queryFn: ({ signal }) => groupOf(id, signal),
  });
  return (
    <Page
      title="One person’s accounts"
      back={{ to: `/operator/workers/${id}`, name: 'The worker' }}
      lead="Accounts that evidence links, directly or through others."
    >
      <Asked query={query} height="20rem" missing="There is no such worker">
        {(group) =>
          group.workers.length + group.customerIds.length < 2 ? (
            <EmptyState icon={<UsersRound size={28} />} title="Nothing links this account with another" />
          ) : (
            <GroupView group={group} />
          )
        }
      </Asked>
    </Page>
  );
}

function GroupView({ group }: { readonly group: Group }) {
  const { workers, customerIds } = group;
  const names = new Map(workers.map((one) => [one.worker_id, one.display_name ?? one.email]));
  const nameOf = (id: string): string => names.get(id) || `…${id.slice(-10)}`;
  const labels = workers.reduce((sum, one) => sum + one.labels, 0);
  return (
    <>
      <Notice>
        <p>
          {plural(workers.length, 'worker')} with {plural(labels, 'label')} in all. No task is given to two of
          them, nor to who asked for it; one who labels, holds or skips a task counts for all. Their tasks
          have at least three labels. Trust, pay and suspension stay each account’s own. Who is not the same
          person is told apart on the worker’s page: dissolve the link.
        </p>
      </Notice>
      <Table caption="Accounts" columns={columns} rows={workers} rowKey={(one) => one.worker_id} />
      <Card title="What links them" hint="Two kinds of evidence or more, one of them strong.">
        <ul className="signals">
          {pairsOf(group).map(({ key, one, other, reasons }) => (
            <li key={key}>
              <b className="wrap">
                <bdi>{nameOf(one)}</bdi> and <bdi>{nameOf(other)}</bdi>
              </b>
              <p>
                {reasons.map(({ kind, since }) => (
                  <span key={kind} className="line">
                    {linkReasons[kind]}, since <When at={since} />
                  </span>
                ))}
              </p>
            </li>
          ))}
        </ul>
      </Card>
      {customerIds.length > 0 && (
        <Card title="Customers among them" hint="None of these workers gets their tasks.">
          <ul className="plain">
            {customerIds.map((id) => (
              <li key={id}>
                <Link href={`/operator/customers/${id}`}>{id}</Link>
              </li>
            ))}
          </ul>
        </Card>
      )}
    </>
  );
}
