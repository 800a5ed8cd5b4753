import type { AuditLogEntry } from '@asg/sdk';
import { Badge, type Column, Table } from '@asg/ui';
import { Link } from 'wouter';
import { spoken } from '../parts/format.ts';
import { When } from '../parts/when.tsx';
import { changesOf } from './changes.ts';

interface EntriesProps {
  readonly entries: readonly AuditLogEntry[];
  /** Of all trails: with whose each is, and links to them. */
  readonly ofAll?: boolean;
}

/** Entries of trails, as they are listed. */
export function Entries({ entries, ofAll = false }: EntriesProps) {
  const columns: readonly Column<AuditLogEntry>[] = [
    {
      title: 'When',
      cell: (entry) => (
        <span className="stacked">
          <When at={entry.at} />
          <small className="ui-muted">no. {entry.number}</small>
        </span>
      ),
    },
    ...(ofAll ? [{ title: 'Whose', cell: ({ owner_id }: AuditLogEntry) => <Owner id={owner_id} /> }] : []),
    { title: 'What', cell: (entry) => <What entry={entry} /> },
    { title: 'By', cell: (entry) => <Who entry={entry} /> },
    {
      title: 'To',
      cell: ({ object_id }) =>
        object_id === null ? <span className="ui-muted">–</span> : <Id>{object_id}</Id>,
    },
    {
      title: 'From',
      cell: ({ network }) =>
        network === null ? (
          <span className="ui-muted">–</span>
        ) : (
          <span className="ui-mono wrap">{network}</span>
        ),
    },
  ];
  return (
    <Table
      caption="Audit log"
      columns={columns}
      rows={entries}
      rowKey={({ owner_id, number }) => `${owner_id} ${number}`}
    />
  );
}

function What({ entry }: { readonly entry: AuditLogEntry }) {
  const { outcome, erased } = entry;
  return (
    <span className="stacked">
      <span>{spoken(entry.action)}</span>
      {outcome !== 'done' && (
        <Badge tone={outcome === 'refused' ? 'danger' : 'warning'}>
          {outcome === 'refused' ? 'refused' : 'not known whether done'}
        </Badge>
      )}
      {changesOf(entry).map(({ name, before, after }) => (
        <small key={name} className="wrap">
          {name}: {after !== null && <bdi>{after}</bdi>}
          {before !== null && (
            <>
              {after === null ? 'was ' : ' (was '}
              <bdi>{before}</bdi>
              {after !== null && ')'}
            </>
          )}
        </small>
      ))}
      {erased && <small className="ui-muted">what it said of people was erased</small>}
    </span>
  );
}

const kinds: Readonly<Record<NonNullable<AuditLogEntry['actor']>['kind'], string>> = {
  key: 'API key',
  member: 'Member',
  worker: 'Worker',
  operator: 'Operator',
  system: 'The system',
};

function Who({ entry: { actor } }: { readonly entry: AuditLogEntry }) {
  if (actor === null) return <span className="ui-muted">not known</span>;
  return (
    <span className="stacked">
      <span>{kinds[actor.kind]}</span>
      {actor.id !== null && <Id>{actor.id}</Id>}
    </span>
  );
}

/** The end tells ids apart; the whole is there on a closer look. */
function Id({ children }: { readonly children: string }) {
  return (
    <small className="ui-mono whole" title={children}>
      {children.length > 16 ? `…${children.slice(-10)}` : children}
    </small>
  );
}

function Owner({ id }: { readonly id: string }) {
  if (/^cust_0+$/.test(id)) return <>Operator</>;
  const place = ownerPlaces.find(({ prefix }) => id.startsWith(prefix));
  if (place === undefined) return <Id>{id}</Id>;
  return (
    <Link href={`${place.path}/${id}`} className="whole">
      {place.name} …{id.slice(-6)}
    </Link>
  );
}

const ownerPlaces = [
  { prefix: 'cust_', name: 'Customer', path: '/operator/customers' },
  { prefix: 'wrk_', name: 'Worker', path: '/operator/workers' },
];
