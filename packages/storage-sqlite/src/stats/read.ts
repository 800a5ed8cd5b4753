import type { DatabaseSync } from 'node:sqlite';
import { type AnswerPair, marksItems, type ResultFigures, type TaskState, taskStates } from '@asg/domain';
import type * as port from '@asg/storage';
import type {
  DateRange,
  StatsRecord,
  TaskDay,
  TemplateAgreement,
  TypeAgreement,
  UsageDay,
} from '@asg/storage';
import { at } from '@asg/values/present';
import { type SumsRow, sumsOf, usageColumns } from '../billing/read.ts';
import { parsed, Query } from '../sql.ts';

const inRange = 'customer_id = ?1 and date >= ?2 and date <= ?3';

type DayRow = Readonly<Record<TaskState | 'decided' | 'confidenceMicros', number>> & {
  readonly date: string;
};

/** Reads of a customer's figures, each a stretch of a primary key. */
export class StatsReader implements port.StatsReader {
  readonly #days: Query<DayRow>;
  readonly #usage: Query<SumsRow & { readonly date: string }>;
  readonly #times: Query<StatsRecord['settlementTimes'][number]>;
  readonly #agreement: Query<TypeAgreement>;
  readonly #templates: Query<TemplateRow>;
  readonly #pairs: Query<PairRow>;
  readonly #results: Query<{ readonly name: string; readonly figure: string; readonly value: number }>;

  constructor(db: DatabaseSync) {
    this.#days = new Query(
      db,
      `select date, ${taskStates.join(', ')}, decided, confidence_micros as confidenceMicros
       from stats_day where ${inRange} order by date`,
    );
    this.#usage = new Query(db, `select date, ${usageColumns} from usage_day where ${inRange} order by date`);
    this.#times = new Query(
      db,
      `select bucket, sum(count) as count from stats_settlement where ${inRange} group by bucket order by bucket`,
    );
    this.#agreement = new Query(
      db,
      `select type, tasks, pairable, disagreement, squares
       from (select type, sum(tasks) as tasks, sum(pairable) as pairable, sum(disagreement) as disagreement
             from stats_agreement where ${inRange} group by type)
       join (select type, sum(1.0 * total * total) as squares
             from (select type, category, sum(count) as total from stats_category where ${inRange} group by type, category)
             group by type) using (type)
       order by type`,
    );
    this.#results = new Query(
      db,
      'select name, figure, value from result_sum where name in (select value from json_each(?))',
    );
    this.#pairs = new Query(
      db,
      `select template, one, other, sum(weight) as weight from stats_pair where ${inRange} group by template, one, other`,
    );
    this.#templates = new Query(
      db,
      `select counted.template as template, coalesce(own.type, shared.type, people.type) as type,
         coalesce(own.options, shared.options, people.options) as options, tasks, pairable, disagreement, counts
       from stats_template as counted
       left join template_model as own on own.template = counted.customer_id || ' ' || counted.template
       left join template_model as shared on shared.template = counted.template
       left join template_model as people on people.template = counted.customer_id || '@own ' || counted.template
       where ${inRange} and coalesce(own.template, shared.template, people.template) is not null`,
    );
  }

  async results(names: readonly string[]): Promise<readonly ResultFigures[]> {
    const found = Map.groupBy(this.#results.all(JSON.stringify(names)), ({ name }) => name);
    return names.map((name) =>
      Object.fromEntries((found.get(name) ?? []).map(({ figure, value }) => [figure, value])),
    );
  }

  async get(customerId: string, { from, to }: DateRange): Promise<StatsRecord> {
    const range = [customerId, from, to] as const;
    return {
      days: this.#days.all(...range).map(dayOf),
      usage: this.#usage.all(...range).map((row): UsageDay => ({ date: row.date, ...sumsOf(row) })),
      settlementTimes: this.#times.all(...range).map((row) => ({ ...row })),
      agreement: this.#agreement.all(...range).map((row) => ({ ...row })),
      templates: templatesOf(this.#templates.all(...range), this.#pairs.all(...range)),
    };
  }
}

function dayOf({ date, decided, confidenceMicros, ...row }: DayRow): TaskDay {
  return { date, tasks: { ...row }, decided, confidenceMicros };
}

interface TemplateRow {
  readonly template: string;
  readonly type: TemplateAgreement['type'];
  readonly options: string;
  readonly tasks: number;
  readonly pairable: number;
  readonly disagreement: number;
  readonly counts: string;
}

interface PairRow extends AnswerPair {
  readonly template: string;
}

/** Of the counts by place of the option. */
function squaresOf(days: readonly TemplateRow[]): number {
  const counts = days.map((day) => parsed<readonly number[]>(day.counts));
  const totals = at(counts, 0).map((_, i) => counts.reduce((total, day) => total + at(day, i), 0));
  return totals.reduce((total, count) => total + count * count, 0);
}

/** Adds up the days of each template. */
function templatesOf(rows: readonly TemplateRow[], pairs: readonly PairRow[]): readonly TemplateAgreement[] {
  const measured = Map.groupBy(pairs, (pair) => pair.template);
  const sums = [...Map.groupBy(rows, ({ template }) => template)].map(([template, days]) => {
    const [{ type, options }] = days as [TemplateRow];
    const sum = (of: (day: TemplateRow) => number): number => days.reduce((total, day) => total + of(day), 0);
    const own = measured.get(template) ?? (marksItems(type) ? [] : undefined);
    return {
      template,
      type,
      options: parsed<string[]>(options),
      tasks: sum((day) => day.tasks),
      pairable: sum((day) => day.pairable),
      disagreement: sum((day) => day.disagreement),
      squares: own === undefined ? squaresOf(days) : 0,
      ...(own !== undefined && { pairs: own.map(({ one, other, weight }) => ({ one, other, weight })) }),
    };
  });
  return sums.sort((a, b) => b.tasks - a.tasks || (a.template < b.template ? -1 : 1));
}
