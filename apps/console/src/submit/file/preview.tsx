import { count } from '@asg/console-kit';
import { isBlank, type RowOutcome, withDefaults } from '@asg/domain/rows';
import { Badge, Notice, Table } from '@asg/ui';
import { isRecord } from '@asg/values/json';
import { useMemo, useState } from 'react';
import { type Item, ItemView } from '../item-view.tsx';
import { labelSpecOf, type Spec } from '../spec.ts';
import { WorkerCard } from '../worker-card.tsx';
import { rowProblem } from './checks.ts';
import { MappedRows, type Mapping } from './mapping.ts';
import type { Sheet } from './reading.ts';

const shownMax = 5;

interface PreviewRow {
  readonly line: number;
  readonly outcome: RowOutcome;
}

/** What the first rows become. */
export function usePreview(sheet: Sheet, mapping: Mapping): readonly PreviewRow[] {
  return useMemo(() => {
    const rows = new MappedRows(sheet.columns, mapping);
    if (sheet.isTable) rows.columns(sheet.columns);
    return sheet.sample.map(({ line, row }) => ({ line, outcome: rows.task(row) }));
  }, [sheet, mapping]);
}

const textOf = (value: unknown): string =>
  value === undefined ? '–' : typeof value === 'string' ? value : JSON.stringify(value);

/** The item of a task that is not checked yet, also of a line of Ground Truth; null: there is none. */
function itemOf(outcome: RowOutcome): Item | null {
  if (!outcome.ok) return null;
  const { data, data_url: url, source, 'source-ref': ref } = outcome.task;
  if (isRecord(data) && typeof data.text === 'string') return { kind: 'text', text: data.text };
  if (typeof source === 'string' && url === undefined) return { kind: 'text', text: source };
  const address = url ?? ref;
  return typeof address === 'string' && !isBlank(address) ? { kind: 'url', text: address } : null;
}

/** The item of a row, marked with the reason where it becomes no task. */
function ItemCell({ outcome }: { readonly outcome: RowOutcome }) {
  const problem = rowProblem(outcome);
  const text = itemOf(outcome)?.text;
  if (problem === null) return <bdi className="clamp">{text}</bdi>;
  return (
    <span className="bad-row">
      <Badge tone="danger">No task</Badge>
      {text !== undefined && <bdi className="clamp">{text}</bdi>}
      <small>
        <bdi>{problem}</bdi>
      </small>
    </span>
  );
}

/** The first rows as tasks, and the reason where one is none. */
export function FirstRows({ rows }: { readonly rows: readonly PreviewRow[] }) {
  const isGold = rows.some(({ outcome }) => outcome.ok && outcome.task.gold_label !== undefined);
  const fieldOf = ({ outcome }: PreviewRow, name: string): string =>
    outcome.ok ? textOf(outcome.task[name]) : '–';
  return (
    <Table
      caption="What the first rows become"
      columns={[
        { title: 'Line', cell: ({ line }) => count(line) },
        {
          title: 'To be labelled',
          cell: ({ outcome }) => <ItemCell outcome={outcome} />,
        },
        {
          title: 'Comes back',
          cell: (row) => <span className="clamp ui-mono comes-back">{fieldOf(row, 'metadata')}</span>,
        },
        ...(isGold
          ? [{ title: 'Known answer', cell: (row: PreviewRow) => <bdi>{fieldOf(row, 'gold_label')}</bdi> }]
          : []),
      ]}
      rows={rows.slice(0, shownMax)}
      rowKey={({ line, outcome }) => `${line} ${JSON.stringify(outcome)}`}
    />
  );
}

interface WorkerViewProps {
  readonly rows: readonly PreviewRow[];
  readonly spec: Spec;
}

/** A row as a worker sees it, and those behind it. */
export function WorkerView({ rows, spec }: WorkerViewProps) {
  const [at, setAt] = useState(0);
  const row = rows[Math.min(at, rows.length - 1)];
  if (row === undefined) return null;
  const { outcome, line } = row;
  const item = itemOf(outcome);
  const asked = outcome.ok ? withDefaults(outcome.task, { label_spec: labelSpecOf(spec) }).label_spec : null;
  const { question, options, instructions } = isRecord(asked) ? asked : {};
  const problem = rowProblem(outcome);
  return (
    <WorkerCard
      hint={`Line ${count(line)}`}
      at={at}
      total={rows.length}
      onMove={setAt}
      question={typeof question === 'string' ? question : ''}
      options={Array.isArray(options) ? options.map(textOf) : []}
      instructions={typeof instructions === 'string' ? instructions : ''}
    >
      {problem !== null && <Notice tone="warning">This row becomes no task: {problem}.</Notice>}
      {problem === null && item !== null && <ItemView item={item} />}
    </WorkerCard>
  );
}
