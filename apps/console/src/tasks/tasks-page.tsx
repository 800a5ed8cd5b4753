import {
  Allowed,
  Downloads,
  gateway,
  Page,
  Paged,
  Snippets,
  submitSnippets,
  useKeyHint,
  useMay,
} from '@asg/console-kit';
import {
  Chips,
  type Filter,
  Filters,
  filterIn,
  LookedAt,
  narrows,
  queryOf,
  searchOf,
} from '@asg/console-kit/filters';
import { taskTypes } from '@asg/domain/names';
import type { TaskLists } from '@asg/sdk';
import { buttonLook, EmptyState, serverUrl } from '@asg/ui';
import { ClipboardList, SearchX } from 'lucide-react';
import { useState } from 'react';
import { Link, useSearchParams } from 'wouter';
import { TaskTable } from './task-table.tsx';

const refreshMs = 10_000;

export default function TasksPage() {
  const [params, setParams] = useSearchParams();
  const filter = filterIn(params);
  const [lists, setLists] = useState<TaskLists>();
  const load = async (cursor: string | null, signal: AbortSignal) => {
    const page = await gateway.tasks.page(
      { ...queryOf(filter), ...(cursor === null ? {} : { cursor }) },
      { signal },
    );
    setLists(page.lists);
    return page;
  };
  // Each is an entry of the history: the step back takes the last filter back.
  const change = (given: Filter): void => setParams(searchOf({ ...filter, ...given }));
  const bench = searchOf({ ...filter, sort: '', order: '' }).toString();
  return (
    <Page
      title="Tasks"
      lead="What was asked, and what came of it."
      aside={
        <>
          <Link href={bench === '' ? '/workbench' : `/workbench?${bench}`} {...buttonLook({})}>
            Open in the workbench
          </Link>
          <Allowed to="submit">
            <Link href="/submit" {...buttonLook({ variant: 'primary' })}>
              Submit
            </Link>
          </Allowed>
        </>
      }
    >
      <Filters filter={filter} lists={lists} onChange={change} />
      <Chips filter={filter} names={chipNames} onDrop={(name) => change({ [name]: '' })} />
      <Paged
        queryKey={['tasks', filter]}
        load={load}
        refreshMs={refreshMs}
        empty={narrows(filter) ? <NothingFound /> : <NoTasks />}
        sparse="None of the tasks that were looked at matches."
        looked={(cursor, rows) => (
          <LookedAt filter={filter} cursor={cursor} rows={rows} keys={lists?.keys ?? []} />
        )}
        list={(rows) => <TaskTable tasks={rows} />}
      />
      <Allowed to="export">
        <Export filter={filter} />
      </Allowed>
    </Page>
  );
}

/** Those that no field shows. */
const chipNames = ['job_id', 'batch_id', 'template', 'confidence_from', 'confidence_below'] as const;

/** As an address has it; exports have an order of their own. */
const textsOf = (filter: Filter): Readonly<Record<string, string>> => {
  const { sort: _sort, order: _order, ...query } = queryOf(filter);
  return Object.fromEntries(Object.entries(query).map(([name, value]) => [name, String(value)]));
};

/** All that the list shows, not the page alone. A batch as a whole comes in its own order. */
function Export({ filter }: { readonly filter: Filter }) {
  const { batch_id: batch, ...others } = filter;
  const isBatch = batch !== undefined && !narrows(others);
  const type = taskTypes.find((one) => one === filter.type);
  return (
    <details>
      <summary>Export {narrows(filter) ? 'these tasks' : 'all tasks'}</summary>
      {isBatch ? (
        <Downloads path={`/v1/batches/${encodeURIComponent(batch)}/export`} name={batch} />
      ) : (
        <Downloads path="/v1/tasks/export" query={textsOf(filter)} type={type} name="tasks" />
      )}
    </details>
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
      <Snippets label="A task" snippets={submitSnippets(serverUrl(), hint)} />
    </>
  );
}
