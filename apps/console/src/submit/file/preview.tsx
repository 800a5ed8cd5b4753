import { count } from '@asg/console-kit';
import { askedIn, type ComparedItem } from '@asg/console-kit/kinds';
import { isOneOf, taskTypes } from '@asg/domain/names';
import { isBlank, type RowOutcome, type RowTask, withDefaults } from '@asg/domain/rows';
import { Badge, Notice, Table } from '@asg/ui';
import { isRecord } from '@asg/values/json';
import { useMemo, useState } from 'react';
import { type Item, ItemsView, ItemView } from '../item-view.tsx';
import { labelSpecOf, type Spec } from '../spec.ts';
import { WorkerCard } from '../worker-card.tsx';
import { type Compares, rowProblem } from './checks.ts';
import { MappedRows, type Mapping } from './mapping.ts';
import type { Sheet } from './reading.ts';

const shownMax = 5;

interface PreviewRow {
  readonly line: number;
  readonly outcome: RowOutcome;
}

/** What the first rows become. */
export const usePreview = (sheet: Sheet, mapping: Mapping): readonly PreviewRow[] =>
  useMemo(() => previewOf(sheet, mapping), [sheet, mapping]);

export function previewOf(sheet: Sheet, mapping: Mapping): readonly PreviewRow[] {
  const rows = new MappedRows(sheet.columns, mapping);
  if (sheet.isTable) rows.columns(sheet.columns);
  return sheet.sample.map(({ line, row }) => ({ line, outcome: rows.task(row) }));
}

const textOf = (value: unknown): string =>
  value === undefined ? '–' : typeof value === 'string' ? value : JSON.stringify(value);

/** The item of a task that is not checked yet, also of a line of Ground Truth; null: there is none. */
const itemOf = (outcome: RowOutcome): Item | null => (outcome.ok ? itemIn(outcome.task) : null);

function itemIn({ data, data_url: url, source, 'source-ref': ref }: RowTask): Item | null {
  if (isRecord(data) && typeof data.text === 'string') return { kind: 'text', text: data.text };
  if (typeof source === 'string' && url === undefined) return { kind: 'text', text: source };
  const address = url ?? ref;
  return typeof address === 'string' && !isBlank(address) ? { kind: 'url', text: address } : null;
}

/** What a row compares; none where it compares nothing. */
function comparedOf(outcome: RowOutcome): readonly ComparedItem[] {
  const items: unknown = outcome.ok ? outcome.task.items : null;
  if (!Array.isArray(items)) return [];
  return items.flatMap((item) => {
    const found = isRecord(item) ? itemIn(item) : null;
    return found === null || !isRecord(item) ? [] : [{ ...found, id: textOf(item.id) }];
  });
}

/** The item of a row, marked with the reason where it becomes no task. */
function ItemCell({ outcome, compares }: RowCellProps) {
  const problem = rowProblem(outcome, compares);
  const compared = comparedOf(outcome);
  const text = itemOf(outcome)?.text;
  if (problem === null)
    return (
      <span className="stacked">
        {text !== undefined && <bdi className="clamp">{text}</bdi>}
        {compared.map((item) => (
          <span key={item.id} className="clamp">
            <small>
              <bdi>{item.id}</bdi>:
            </small>{' '}
            <bdi>{item.text}</bdi>
          </span>
        ))}
      </span>
    );
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

interface RowCellProps {
  readonly outcome: RowOutcome;
  readonly compares: Compares;
}

interface FirstRowsProps extends Pick<RowCellProps, 'compares'> {
  readonly rows: readonly PreviewRow[];
}

/** The first rows as tasks, and the reason where one is none. */
export function FirstRows({ rows, compares }: FirstRowsProps) {
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
          cell: ({ outcome }) => <ItemCell outcome={outcome} compares={compares} />,
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

interface WorkerViewProps extends FirstRowsProps {
  readonly spec: Spec;
}

/** A row as a worker sees it, and those behind it. */
export function WorkerView({ rows, compares, spec }: WorkerViewProps) {
  const [at, setAt] = useState(0);
  const row = rows[Math.min(at, rows.length - 1)];
  if (row === undefined) return null;
  const { outcome, line } = row;
  const item = itemOf(outcome);
  const asked = outcome.ok ? withDefaults(outcome.task, { label_spec: labelSpecOf(spec) }).label_spec : null;
  const { question, instructions } = isRecord(asked) ? asked : {};
  const own = outcome.ok ? outcome.task.type : null;
  const compared = comparedOf(outcome);
  const problem = rowProblem(outcome, compares);
  return (
    <WorkerCard
      hint={`Line ${count(line)}`}
      at={at}
      total={rows.length}
      onMove={setAt}
      question={typeof question === 'string' ? question : ''}
      type={isOneOf(taskTypes, own) ? own : spec.type}
      asked={{ ...askedIn(asked), ...(compared.length > 0 && { items: compared.map(({ id }) => id) }) }}
      instructions={typeof instructions === 'string' ? instructions : ''}
    >
      {problem !== null && <Notice tone="warning">This row becomes no task: {problem}.</Notice>}
      {problem === null && item !== null && <ItemView item={item} />}
      {problem === null && compared.length > 0 && <ItemsView items={compared} />}
    </WorkerCard>
  );
}
