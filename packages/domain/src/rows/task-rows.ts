import { namesPrototype } from '@asg/values';
import { isRecord } from '@asg/values/json';
import { type RowOutcome, type RowTask, wrong } from './fields.ts';
import { objectRow } from './object-rows.ts';
import { isSourceLine, sourceRow } from './source-rows.ts';
import { TableRows } from './table-rows.ts';

/** How the rows of a file are read, where the file does not tell it. */
export interface RowOptions {
  /** The column with the item's text. Without one: `data_url`, or else `text`. */
  readonly textColumn?: string | null;
}

/**
 * From the rows of a file to tasks, the same at every entrance: give it the columns of a table when they come, then the values of
 * each row. What a task must be is not checked here.
 */
export class TaskRows {
  readonly #textColumn: string | null;
  #table: TableRows | null = null;

  constructor({ textColumn = null }: RowOptions = {}) {
    this.#textColumn = textColumn === null || textColumn.trim() === '' ? null : textColumn;
  }

  /** Whether columns came: the values are cells, all of them texts. */
  get isTable(): boolean {
    return this.#table !== null;
  }

  /** The columns of a table, '' where one has no name. `problem`: why none of its rows can be a task. `notice`: what becomes of some. */
  columns(names: readonly string[]): { readonly problem: string | null; readonly notice: string | null } {
    const table = new TableRows(names, this.#textColumn);
    this.#table = table;
    const { problem, kept } = table;
    const listed = kept.map((name) => JSON.stringify(name)).join(', ');
    return { problem, notice: kept.length === 0 ? null : `kept as metadata: ${listed.slice(0, 300)}` };
  }

  /** The task of a row. */
  task(values: Readonly<Record<string, unknown>>): RowOutcome {
    const table = this.#table;
    const outcome =
      table === null
        ? this.#object(values)
        : table.problem === null
          ? table.read(values, this.#textColumn !== null)
          : wrong(table.problem);
    return outcome.ok && namesPrototype(outcome.task)
      ? wrong('it has a key that is not allowed (__proto__, or constructor.prototype)')
      : outcome;
  }

  #object(values: Readonly<Record<string, unknown>>): RowOutcome {
    return isSourceLine(values) ? sourceRow(values) : objectRow(values, this.#textColumn);
  }
}

/** The task with what is said of all, where it does not say so itself; of its `label_spec` part by part. */
export function withDefaults(task: RowTask, defaults: RowTask): RowTask {
  const [own, common] = [task.label_spec, defaults.label_spec];
  const spec = isRecord(own) && isRecord(common) ? joinedSpec(own, common) : (own ?? common);
  return { ...defaults, ...task, ...(spec === undefined ? {} : { label_spec: spec }) };
}

/** What is said of the common options is not said of others. */
function joinedSpec(own: RowTask, common: RowTask): RowTask {
  const { class_shares: _shares, ordinal: _ordinal, ...rest } = common;
  return { ...(own.options == null ? common : rest), ...withoutNulls(own) };
}

const withoutNulls = (fields: RowTask): RowTask =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null));
