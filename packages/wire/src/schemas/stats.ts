import { Type } from 'typebox';
import { choice, nullable, requestObject } from './kit.ts';
import { taskStatusNames, taskTypeNames } from './tasks.ts';

const aDate = (description: string) =>
  Type.String({
    pattern: '^2\\d{3}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])$',
    examples: ['2026-04-09'],
    'x-must': 'be a date, e.g. 2026-04-09',
    description,
  });

export const statsQuery = requestObject({
  from: Type.Optional(aDate('First UTC day, at most 366 days with `to`. Default: 30 days with `to`')),
  to: Type.Optional(aDate('Last UTC day. Default: today')),
});

const count = (description: string, example: number) => Type.Integer({ description, examples: [example] });
const seconds = (description: string) => nullable(Type.Number({ description, examples: [42.5] }));
const day = (description: string) => Type.String({ description, examples: ['2026-04-09'] });

export const stats = Type.Object(
  {
    from: day('First UTC day'),
    to: day('Last UTC day'),
    tasks: Type.Object(
      Object.fromEntries(taskStatusNames.map((state) => [state, Type.Integer()])) as Record<
        (typeof taskStatusNames)[number],
        ReturnType<typeof Type.Integer>
      >,
      { description: 'Tasks made in the range, by what they are now' },
    ),
    mean_confidence: nullable(
      Type.Number({ description: 'Of those that were decided; null: none', examples: [0.91] }),
    ),
    settlement_seconds: Type.Object(
      { p50: seconds('Median; null: none was settled'), p95: seconds('95th percentile') },
      {
        description:
          'From submission to payment. Counted in buckets, of which the upper end is given: at most 9.1 % above the real figure; 0.125 is the least',
      },
    ),
    daily: Type.Array(
      Type.Object({
        date: day('UTC'),
        tasks_created: count('Tasks made on this day', 20),
        tasks_settled: count('Tasks that got their label and their payment on this day', 12),
        cost_sats: count('Payouts and fees of this day', 7800),
      }),
      { description: 'Days on which tasks were made or paid' },
    ),
    agreement: Type.Array(
      Type.Object({
        task_type: choice(taskTypeNames),
        alpha: nullable(
          Type.Number({
            description:
              "Krippendorff's alpha, nominal: 1 all agree, 0 as by chance. Null: no two labels differ",
            examples: [0.74],
          }),
        ),
        tasks_measured: count(
          'Closed tasks with at least two labels; of a day and type those of the first 50 different labels',
          18,
        ),
      }),
      { description: 'By type, of tasks made in the range' },
    ),
  },
  { title: 'Stats' },
);
