import { countedAnswers, type GivenPrediction, kindOf, predictionsOf, sentMetadata } from '@asg/domain';
import type { Column } from '@asg/formats/tables';
import { kindExports } from './kinds/registry.ts';
import type { KindRow } from './rows.ts';
import type { Source } from './source.ts';

/** So many rows are looked at for columns of their own: a header is written before all is known. */
const rowsLookedAt = 10_000;
const metadataColumnsMax = 200;
const voteColumnsMax = 100;
const flagColumnsMax = 100;
const modelColumnsMax = 20;

/** What every table has. */
const commonColumns: readonly Column[] = [
  { name: 'line', type: 'whole' },
  { name: 'task_id', type: 'text' },
  { name: 'status', type: 'text' },
  { name: 'data_url', type: 'text' },
  { name: 'consensus_label', type: 'text' },
  { name: 'confidence', type: 'number' },
  { name: 'agreement_count', type: 'whole' },
  { name: 'worker_count', type: 'whole' },
  { name: 'bsv_txid', type: 'text' },
  { name: 'total_cost_sats', type: 'whole' },
  { name: 'settled_at', type: 'time' },
  { name: 'metadata', type: 'json' },
  { name: 'text', type: 'text' },
  { name: 'votes', type: 'json' },
  { name: 'repeated', type: 'boolean' },
  { name: 'review_verdict', type: 'text' },
  { name: 'final_label', type: 'text' },
  { name: 'review_note', type: 'text' },
  { name: 'reviewed_at', type: 'time' },
];

/** What tables have besides as soon as a task is no choice, before the columns of its kind. */
const valueColumns: readonly Column[] = [
  { name: 'kind', type: 'text' },
  { name: 'consensus_value', type: 'json' },
];

/** The columns of a table, and which of them are for what customers bring. */
export interface Shape {
  readonly columns: readonly Column[];
  /** By option. */
  readonly votes: ReadonlyMap<string, string>;
  /** Answers that are true or false, by option. */
  readonly flags: ReadonlyMap<string, string>;
  /** What models of the customer said, by model. */
  readonly models: ReadonlyMap<string, string>;
  /** By key. */
  readonly metadata: ReadonlyMap<string, string>;
}

/**
 * The columns for these tasks: a key of metadata has its own name where no other column has it in whatever case, else `metadata.NAME`; an
 * option `votes.NAME`, what a model said `predictions.NAME`. Kinds bring their own, where a task is of one. What comes up first behind 10,000 rows has no column of its own.
 */
export async function shapeOf({ pages }: Source, more: readonly Column[] = []): Promise<Shape> {
  const keys = new Set<string>();
  const options = new Set<string>();
  const flagged = new Set<string>();
  const named = new Set<string>();
  const ofKinds = new Set<readonly Column[]>();
  let rows = 0;
  for await (const page of pages()) {
    for (const { task } of page) {
      const metadata = sentMetadata(task.metadata) ?? {};
      for (const key of Object.keys(metadata)) if (keys.size < metadataColumnsMax) keys.add(key);
      for (const { model } of predictionsOf(task)) if (named.size < modelColumnsMax) named.add(model);
      for (const option of countedAnswers(task)) if (options.size < voteColumnsMax) options.add(option);
      const { columns, flagsOf } = kindExports[kindOf(task.type)];
      if (columns.length > 0) ofKinds.add(columns);
      for (const option of flagsOf(task.labelSpec)) if (flagged.size < flagColumnsMax) flagged.add(option);
    }
    rows += page.length;
    if (rows >= rowsLookedAt) break;
  }
  const kindColumns = ofKinds.size === 0 ? [] : [...valueColumns, ...[...ofKinds].flat()];
  const known = [...commonColumns, ...kindColumns, ...more];
  const taken = new Set(known.map(({ name }) => folded(name)));
  const flags = new Map([...flagged].map((option) => [option, freeName(`label.${option}`, 'label.', taken)]));
  const votes = new Map([...options].map((option) => [option, freeName(`votes.${option}`, 'votes.', taken)]));
  const models = new Map(
    [...named].map((model) => [model, freeName(`predictions.${model}`, 'predictions.', taken)]),
  );
  const metadata = new Map([...keys].map((key) => [key, freeName(key, 'metadata.', taken)]));
  return {
    columns: [
      ...known,
      ...[...flags.values()].map((name) => ({ name, type: 'boolean' }) as const),
      ...[...votes.values()].map((name) => ({ name, type: 'whole' }) as const),
      ...[...models.values()].map((name) => ({ name, type: 'text' }) as const),
      ...[...metadata.values()].map((name) => ({ name, type: 'text' }) as const),
    ],
    votes,
    flags,
    models,
    metadata,
  };
}

/** What a model said, as a column of a file has it. */
function cellOf(said: GivenPrediction | undefined): string | null {
  if (said === undefined) return null;
  const { label, value, scores } = said;
  return label ?? JSON.stringify(scores ?? value);
}

const folded = (name: string): string => name.trim().toLowerCase();

/** The name, with the prefix as often as it takes to be the only one; it is taken from then on. */
export function freeName(name: string, prefix: string, taken: Set<string>): string {
  let free = name;
  while (folded(free) === '' || taken.has(folded(free))) free = prefix + free;
  taken.add(folded(free));
  return free;
}

/** The cells of a row by column. */
export function cellsOf(
  { row, ofKind, flagged, predicted }: KindRow,
  { votes, flags, models, metadata }: Shape,
): Readonly<Record<string, unknown>> {
  const sent = new Map(Object.entries(row.metadata ?? {}));
  return Object.fromEntries([
    ...Object.entries(row),
    ...Object.entries(ofKind),
    ...[...flags].map(([option, name]) => [name, flagged.get(option) ?? null]),
    ...[...votes].map(([option, name]) => [
      name,
      Object.hasOwn(row.votes, option) ? row.votes[option] : null,
    ]),
    ...[...models].map(([model, name]) => [name, cellOf(predicted.get(model))]),
    ...[...metadata].map(([key, name]) => [name, sent.get(key) ?? null]),
  ]);
}
