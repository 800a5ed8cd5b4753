import {
  Allowed,
  Downloads,
  gateway,
  Page,
  Paged,
  Snippets,
  spoken,
  submitSnippets,
  useKeyHint,
  useMay,
} from '@asg/console-kit';
import { isOneOf, taskStates, taskTypes } from '@asg/domain/names';
import { Button, buttonLook, EmptyState, SelectField, TextField } from '@asg/ui';
import { ClipboardList, SearchX } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { Link, useSearchParams } from 'wouter';
import { TaskTable } from './task-table.tsx';

const refreshMs = 10_000;
const names = ['search', 'status', 'type', 'from', 'to', 'job_id', 'batch_id'] as const;
type Filter = Partial<Record<(typeof names)[number], string>>;

export default function TasksPage() {
  const [params, setParams] = useSearchParams();
  const filter: Filter = Object.fromEntries(
    names.flatMap((name) => {
      const value = params.get(name) ?? '';
      return value === '' ? [] : [[name, value]];
    }),
  );
  const isFiltered = Object.keys(filter).length > 0;
  const change = (given: Filter): void => {
    const next = { ...filter, ...given };
    setParams(Object.fromEntries(Object.entries(next).filter(([, value]) => value !== '')), {
      replace: true,
    });
  };
  return (
    <Page
      title="Tasks"
      lead="The newest first."
      aside={
        <Allowed to="submit">
          <Link href="/submit" {...buttonLook({ variant: 'primary' })}>
            Submit
          </Link>
        </Allowed>
      }
    >
      <Filters filter={filter} onChange={change} />
      {(filter.job_id ?? filter.batch_id) !== undefined && (
        <p>
          Only tasks of {filter.job_id === undefined ? 'batch' : 'job'}{' '}
          <span className="ui-mono">{filter.job_id ?? filter.batch_id}</span>.{' '}
          <Link href="/tasks">Show all</Link>
        </p>
      )}
      <Paged
        queryKey={['tasks', filter]}
        load={(cursor, signal) => gateway.tasks.page(queryOf(filter, cursor), { signal })}
        refreshMs={refreshMs}
        empty={isFiltered ? <NothingFound /> : <NoTasks />}
        sparse="None of the newest tasks matches."
        list={(rows) => <TaskTable tasks={rows} />}
      />
      <Allowed to="export">
        <Export filter={filter} />
      </Allowed>
    </Page>
  );
}

function queryOf(filter: Filter, cursor: string | null) {
  const { search, status, type, from, to, job_id, batch_id } = filter;
  return {
    ...(cursor === null ? {} : { cursor }),
    ...(search === undefined ? {} : { search }),
    ...(isOneOf(taskStates, status) ? { status } : {}),
    ...(isOneOf(taskTypes, type) ? { type } : {}),
    ...(job_id === undefined ? {} : { job_id }),
    ...(batch_id === undefined ? {} : { batch_id }),
    ...(from === undefined ? {} : { created_after: new Date(`${from}T00:00`).toISOString() }),
    ...(to === undefined ? {} : { created_before: new Date(`${to}T23:59:59.999`).toISOString() }),
  };
}

/** All that the list shows, not the page alone. A batch as a whole comes in its own order. */
function Export({ filter }: { readonly filter: Filter }) {
  const { batch_id: batch, ...others } = filter;
  const isBatch = batch !== undefined && Object.keys(others).length === 0;
  return (
    <details>
      <summary>Export {Object.keys(filter).length > 0 ? 'these tasks' : 'all tasks'}</summary>
      {isBatch ? (
        <Downloads path={`/v1/batches/${encodeURIComponent(batch)}/export`} name={batch} />
      ) : (
        <Downloads path="/v1/tasks/export" query={queryOf(filter, null)} name="tasks" />
      )}
    </details>
  );
}

interface FiltersProps {
  readonly filter: Filter;
  readonly onChange: (filter: Filter) => void;
}

function Filters({ filter, onChange }: FiltersProps) {
  const [text, setText] = useState(filter.search ?? '');
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    onChange({ search: text.trim() });
  };
  return (
    <search>
      <form className="filters" onSubmit={submit}>
        <div className="search">
          <TextField
            label="Search"
            type="search"
            name="search"
            maxLength={200}
            placeholder="Id, question, URL, label, metadata"
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
          />
          <Button type="submit">Find</Button>
        </div>
        <SelectField
          label="Status"
          value={filter.status ?? ''}
          onChange={(event) => onChange({ status: event.currentTarget.value })}
        >
          <option value="">Any</option>
          {taskStates.map((status) => (
            <option key={status} value={status}>
              {spoken(status)}
            </option>
          ))}
        </SelectField>
        <SelectField
          label="Type"
          value={filter.type ?? ''}
          onChange={(event) => onChange({ type: event.currentTarget.value })}
        >
          <option value="">Any</option>
          {taskTypes.map((type) => (
            <option key={type} value={type}>
              {spoken(type)}
            </option>
          ))}
        </SelectField>
        <TextField
          label="From"
          type="date"
          value={filter.from ?? ''}
          onChange={(event) => onChange({ from: event.currentTarget.value })}
        />
        <TextField
          label="To"
          type="date"
          value={filter.to ?? ''}
          onChange={(event) => onChange({ to: event.currentTarget.value })}
        />
      </form>
    </search>
  );
}

function NothingFound() {
  return (
    <EmptyState
      icon={<SearchX size={28} />}
      title="No task matches"
      actions={
        <Link href="/tasks" {...buttonLook({})}>
          Show all tasks
        </Link>
      }
    >
      <p>Take a filter away, or search for a part of the word.</p>
    </EmptyState>
  );
}

function NoTasks() {
  const hint = useKeyHint();
  if (!useMay('submit')) return <EmptyState icon={<ClipboardList size={28} />} title="No tasks yet" />;
  return (
    <>
      <EmptyState
        icon={<ClipboardList size={28} />}
        title="No tasks yet"
        actions={
          <Link href="/submit" {...buttonLook({ variant: 'primary' })}>
            Submit by form or file
          </Link>
        }
      >
        <p>Or from a program:</p>
      </EmptyState>
      <Snippets label="A task" snippets={submitSnippets(location.origin, hint)} />
    </>
  );
}
