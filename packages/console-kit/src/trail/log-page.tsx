import { isOneOf, trailActions, trailOutcomes } from '@asg/domain/names';
import type { AuditLogPage, ListAuditLogQuery } from '@asg/sdk';
import { Button, buttonLook, EmptyState, SelectField, TextField } from '@asg/ui';
import { Download, ScrollText, SearchX } from 'lucide-react';
import type { FormEvent } from 'react';
import { Link, useSearchParams } from 'wouter';
import { Page } from '../page.tsx';
import { Paged } from '../parts/asked.tsx';
import { spoken } from '../parts/format.ts';
import { Entries } from './entries.tsx';

const names = ['action', 'outcome', 'actor_id', 'object_id', 'owner_id', 'from', 'to'] as const;
/** Those that are written, and count once they are sent. */
const idNames = ['actor_id', 'object_id', 'owner_id'] as const;
type Filter = Partial<Record<(typeof names)[number], string>>;
type Query = ListAuditLogQuery & { readonly owner_id?: string };

interface LogPageProps {
  /** Where it is, in the Console. */
  readonly place: string;
  readonly title: string;
  readonly lead: string;
  /** Of the list in the API; the file is below it. */
  readonly path: string;
  /** Of all organisations and accounts. */
  readonly ofAll?: boolean;
  readonly load: (query: Query, signal: AbortSignal) => Promise<AuditLogPage>;
}

/** Who did what: filters, the list, and the way to take it away. */
export function LogPage({ place, title, lead, path, ofAll = false, load }: LogPageProps) {
  const [params, setParams] = useSearchParams();
  const filter: Filter = Object.fromEntries(
    names.flatMap((name) => {
      const value = params.get(name) ?? '';
      return value === '' ? [] : [[name, value]];
    }),
  );
  const change = (given: Filter): void => {
    const next = Object.entries({ ...filter, ...given }).filter(([, value]) => value !== '');
    setParams(Object.fromEntries(next), { replace: true });
  };
  const query = queryOf(filter);
  return (
    <Page title={title} lead={lead}>
      <Filters filter={filter} ofAll={ofAll} onChange={change} />
      <Paged
        queryKey={['audit-log', path, filter]}
        load={(cursor, signal) => load({ ...query, ...(cursor !== null && { cursor }) }, signal)}
        empty={<Nothing place={place} isFiltered={Object.keys(filter).length > 0} />}
        sparse="None of the newest entries matches."
        list={(entries) => <Entries entries={entries} ofAll={ofAll} />}
      />
      <Export path={`${path}/export`} query={query} />
    </Page>
  );
}

function queryOf({ action, outcome, actor_id, object_id, owner_id, from, to }: Filter): Query {
  return {
    ...(isOneOf(trailActions, action) && { action }),
    ...(isOneOf(trailOutcomes, outcome) && { outcome }),
    ...(actor_id !== undefined && { actor_id }),
    ...(object_id !== undefined && { object_id }),
    ...(owner_id !== undefined && { owner_id }),
    ...(from !== undefined && { since: new Date(`${from}T00:00`).toISOString() }),
    ...(to !== undefined && { until: new Date(`${to}T23:59:59.999`).toISOString() }),
  };
}

interface FiltersProps {
  readonly filter: Filter;
  readonly ofAll: boolean;
  readonly onChange: (filter: Filter) => void;
}

function Filters({ filter, ofAll, onChange }: FiltersProps) {
  const idField = (name: keyof Filter, label: string, placeholder: string) => (
    <TextField
      // Another filter, such as none, is written anew.
      key={`${name} ${filter[name] ?? ''}`}
      name={name}
      label={label}
      maxLength={100}
      autoComplete="off"
      spellCheck={false}
      defaultValue={filter[name] ?? ''}
      placeholder={placeholder}
    />
  );
  const dayField = (name: keyof Filter, label: string) => (
    <TextField
      label={label}
      type="date"
      value={filter[name] ?? ''}
      onChange={(event) => onChange({ [name]: event.currentTarget.value })}
    />
  );
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const written = new FormData(event.currentTarget);
    const textOf = (name: string): string => {
      const value = written.get(name);
      return typeof value === 'string' ? value.trim() : '';
    };
    onChange(Object.fromEntries(idNames.map((name) => [name, textOf(name)])));
  };
  return (
    <search>
      <form className="filters of-log" onSubmit={submit}>
        <SelectField
          label="Action"
          value={filter.action ?? ''}
          onChange={(event) => onChange({ action: event.currentTarget.value })}
        >
          <option value="">Any</option>
          {trailActions.map((action) => (
            <option key={action} value={action}>
              {spoken(action)}
            </option>
          ))}
        </SelectField>
        <SelectField
          label="Outcome"
          value={filter.outcome ?? ''}
          onChange={(event) => onChange({ outcome: event.currentTarget.value })}
        >
          <option value="">Any</option>
          {trailOutcomes.map((outcome) => (
            <option key={outcome} value={outcome}>
              {outcome}
            </option>
          ))}
        </SelectField>
        {dayField('from', 'Since')}
        {dayField('to', 'Until')}
        {ofAll && idField('owner_id', 'Whose (id)', 'cust_…, wrk_…, house')}
        {idField('actor_id', 'By (id)', ofAll ? 'key_…, per_…, wrk_…' : 'key_…, per_…')}
        {idField('object_id', 'To (id)', 'What was changed')}
        <Button type="submit">Find</Button>
      </form>
    </search>
  );
}

/** All that the list shows, as a file. */
function Export({ path, query }: { readonly path: string; readonly query: Query }) {
  const asked = Object.entries(query).map(([name, value]) => [name, String(value)]);
  return (
    <details>
      <summary>Export {asked.length > 0 ? 'these entries' : 'the whole log'}</summary>
      <p>
        In JSONL each line has <span className="ui-mono">canonical</span>, the text whose SHA-256 is the
        entry’s hash: whoever has the file can check that nothing in it was changed or left out.
      </p>
      <div className="actions">
        {(['jsonl', 'csv'] as const).map((format) => (
          <a
            key={format}
            href={`${path}?${new URLSearchParams([...asked, ['format', format]]).toString()}`}
            download={`audit-log.${format}`}
            {...buttonLook({})}
          >
            <Download size={17} aria-hidden="true" />
            {format.toUpperCase()}
          </a>
        ))}
      </div>
    </details>
  );
}

function Nothing({ place, isFiltered }: { readonly place: string; readonly isFiltered: boolean }) {
  if (!isFiltered) return <EmptyState icon={<ScrollText size={28} />} title="Nothing was done yet" />;
  return (
    <EmptyState
      icon={<SearchX size={28} />}
      title="No entry matches"
      actions={
        <Link href={place} {...buttonLook({})}>
          Show all entries
        </Link>
      }
    />
  );
}
