import { admin, count, decimal, Page, Paged, sats, spoken, When } from '@asg/console-kit';
import { workerOrders } from '@asg/domain/names';
import type { AdminWorker } from '@asg/sdk';
import { Badge, Button, type Column, EmptyState, SelectField, serverUrl, Table, TextField } from '@asg/ui';
import { Users } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { Link, useSearchParams } from 'wouter';

const orderNames: Readonly<Record<(typeof workerOrders)[number], string>> = {
  trust: 'Trust',
  labels: 'Labels',
  seen: 'Latest label',
  held: 'Held money',
  linked: 'Accounts of one person',
};

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
  {
    title: 'One person',
    align: 'end',
    cell: ({ worker_id: id, same_person: others }) =>
      others.length === 0 ? (
        <span className="ui-muted">–</span>
      ) : (
        <Link href={`/operator/workers/${id}/accounts`}>{count(others.length + 1)} accounts</Link>
      ),
  },
  { title: 'Trust', align: 'end', cell: ({ trust }) => `${decimal(trust.score, 2)} (${trust.level})` },
  { title: 'Labels', align: 'end', cell: ({ labels }) => count(labels) },
  { title: 'Latest label', align: 'end', cell: ({ last_label_at: at }) => <When at={at} /> },
  {
    title: 'Held',
    align: 'end',
    cell: ({ held_sats: held }) => <span className="unbroken">{sats(held)}</span>,
  },
];

export default function WorkersPage() {
  const [params, setParams] = useSearchParams();
  const sort = workerOrders.find((each) => each === params.get('sort'));
  const order = params.get('order') === 'asc' ? 'asc' : 'desc';
  const search = params.get('search') ?? '';
  const [text, setText] = useState(search);
  const find = (event: FormEvent): void => {
    event.preventDefault();
    setParams(text.trim() === '' ? {} : { search: text.trim() });
  };
  const sortBy = (value: string): void => {
    setText('');
    const [by = '', way = 'desc'] = value.split(' ');
    setParams(by === '' ? {} : { sort: by, order: way });
  };
  return (
    <Page title="Workers" lead="Who labels, how far they can be trusted, and what looks odd.">
      <form className="filters of-workers" onSubmit={find}>
        <TextField
          label="E-mail or ID"
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          maxLength={320}
          autoComplete="off"
          spellCheck={false}
          hint="The whole of it"
        />
        <Button type="submit">Find</Button>
        <SelectField
          label="Sorted by"
          value={sort === undefined ? '' : `${sort} ${order}`}
          onChange={(event) => sortBy(event.currentTarget.value)}
        >
          <option value="">Newest account</option>
          {workerOrders.flatMap((each) => [
            <option key={each} value={`${each} desc`}>{`${orderNames[each]}, most first`}</option>,
            <option key={`${each} asc`} value={`${each} asc`}>{`${orderNames[each]}, least first`}</option>,
          ])}
        </SelectField>
      </form>
      <Paged
        queryKey={['workers', sort, order, search]}
        load={(cursor, signal) =>
          admin.workers.page(
            {
              ...(cursor === null ? {} : { cursor }),
              ...(sort === undefined ? {} : { sort, order }),
              ...(search === '' ? {} : { search }),
            },
            { signal },
          )
        }
        empty={
          <EmptyState
            icon={<Users size={28} />}
            title={search === '' && sort === undefined ? 'No workers yet' : 'No worker is like this'}
          >
            <p>
              {search === '' ? (
                <>
                  They sign up at <span className="ui-mono">{serverUrl()}/work</span>.
                </>
              ) : (
                'Workers are found by their whole e-mail or ID.'
              )}
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
