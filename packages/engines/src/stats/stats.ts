import {
  addSats,
  agreementByType,
  dateAfter,
  durationQuantile,
  recordOf,
  type Sats,
  sats,
  type TaskState,
  type TypeFigures,
  taskStates,
  utcDate,
} from '@asg/domain';
import type { EngineContext } from '@asg/people/context';
import type { DateRange, StatsRecord } from '@asg/storage';
import { type TemplateFigures, templateFigures } from './templates.ts';

/** A range has at most so many days. */
export const statsDaysMax = 366;
/** And so many, the last of them `to`, where it has no `from`. */
export const statsDaysDefault = 30;

/** A customer's figures of a range of UTC days. */
export interface StatsSummary {
  readonly range: DateRange;
  /** Tasks made in the range, by what they are now. */
  readonly tasks: Readonly<Record<TaskState, number>>;
  /** Of the decided ones; null: there are none. */
  readonly meanConfidence: number | null;
  /** From making to payment, s, at most 9.1 % above the real figure; null: none was settled. */
  readonly settlementSeconds: { readonly p50: number | null; readonly p95: number | null };
  /** Days on which tasks were made or paid, in order. */
  readonly days: readonly StatsDay[];
  readonly agreement: readonly TypeFigures[];
  /** The templates with the most tasks. */
  readonly templates: readonly TemplateFigures[];
}

export interface StatsDay {
  /** YYYY-MM-DD. */
  readonly date: string;
  readonly tasksCreated: number;
  /** Paid with a label on this day, and what all payments of the day cost. */
  readonly tasksSettled: number;
  readonly costSats: Sats;
}

/** What a customer's dashboard shows, from sums that are kept with each change of a task. */
export class Stats {
  readonly #context: EngineContext;

  constructor(context: EngineContext) {
    this.#context = context;
  }

  /** The range that is meant, or the field that is wrong with it. Both days (YYYY-MM-DD) must exist. */
  range(
    from: string | undefined,
    to = utcDate(this.#context.clock.nowMs()),
  ): { readonly ok: true; readonly range: DateRange } | { readonly ok: false; readonly rule: string } {
    const range = { from: from ?? dateAfter(to, 1 - statsDaysDefault), to };
    if (range.from > to) return { ok: false, rule: `not be after to, ${to}` };
    if (range.from <= dateAfter(to, -statsDaysMax)) {
      return { ok: false, rule: `be less than ${statsDaysMax} days before to, ${to}` };
    }
    return { ok: true, range };
  }

  async summary(customerId: string, range: DateRange): Promise<StatsSummary> {
    const found = await this.#context.storage.stats.get(customerId, range);
    const sum = (of: (day: StatsRecord['days'][number]) => number): number =>
      found.days.reduce((total, day) => total + of(day), 0);
    const decided = sum((day) => day.decided);
    const times = found.settlementTimes;
    return {
      range,
      tasks: recordOf(taskStates, (state) => sum((day) => day.tasks[state])),
      meanConfidence: decided === 0 ? null : sum((day) => day.confidenceMicros) / decided / 1_000_000,
      settlementSeconds: { p50: durationQuantile(times, 0.5), p95: durationQuantile(times, 0.95) },
      days: daysOf(found),
      agreement: agreementByType(found),
      templates: await templateFigures(this.#context.storage, customerId, found.templates),
    };
  }
}

function daysOf({ days, usage }: StatsRecord): readonly StatsDay[] {
  const created = new Map(
    days.map(({ date, tasks }) => [date, taskStates.reduce((sum, state) => sum + tasks[state], 0)]),
  );
  const paid = new Map(usage.map((day) => [day.date, day]));
  return [...new Set([...created.keys(), ...paid.keys()])].sort().map((date) => {
    const day = paid.get(date);
    return {
      date,
      tasksCreated: created.get(date) ?? 0,
      tasksSettled: day?.tasksSettled ?? 0,
      costSats: day === undefined ? sats(0) : addSats(day.payoutSats, day.feeSats),
    };
  });
}
