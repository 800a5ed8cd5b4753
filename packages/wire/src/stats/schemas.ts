import { recordOf, taskStates, taskTypes } from '@asg/domain/names';
import { Type } from 'typebox';
import { monthForm } from '../billing/schemas.ts';
import { anyObject, choice, id, nullable, requestObject, timestamp } from '../parts/fields.ts';
import { valueField } from '../parts/kinds.ts';
import { pageLimit } from '../parts/page.ts';
import { labelSpec } from '../tasks/label-spec-schemas.ts';
import { modelFigures, startFigures } from '../tasks/prediction-schemas.ts';

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

const share = (description: string, example: number) => Type.Number({ description, examples: [example] });
const alpha = nullable(
  Type.Number({
    description:
      "Krippendorff's alpha: 1 all agree, 0 as by chance. Null: no two labels differ, or they are boxes or spans. Nominal; of ratings ordinal, of several labels by MASI",
    examples: [0.74],
  }),
);

const template = Type.Object(
  {
    template: Type.String({
      description: 'Names the type and the options, whatever their order; lists of tasks filter by it',
      examples: ['0f1e2d3c4b5a69788796a5b4c3d2e1f0'],
    }),
    task_type: choice(taskTypes),
    options: Type.Array(Type.String(), {
      description:
        'Sorted; of ratings the steps; of comparisons, whose items are others in each task, numbers and `tie`',
      examples: [['cat', 'dog']],
    }),
    alpha,
    tasks_measured: count('Your closed tasks with at least two labels, made in the range', 18),
    precision: Type.Array(nullable(share('0 to 1; null: there were no such labels', 0.93)), {
      description: 'Of each option, how often a label that says so is right, as far as is known',
    }),
    models: Type.Array(modelFigures, {
      description: 'Of your models that have said something of such tasks, the last 8 that did',
    }),
    starts: Type.Optional(
      Type.Array(startFigures, {
        description:
          'bounding_boxes, text_spans: of your models whose marks workers begin with, how far that holds them. Of your tasks of any day; they are a template apart from those without a start. Not there: none',
      }),
    ),
    calibration: Type.Object(
      {
        gold_checks: share('Tasks with a known answer that it was checked by', 12.5),
        expected_calibration_error: nullable(
          share('Mean distance of confidence and share right; null: nothing was checked', 0.03),
        ),
        expected_calibration_error_before: nullable(
          share('The same of the posteriors before calibration', 0.16),
        ),
        reliability: Type.Array(
          Type.Object({
            confidence: share('Mean of the bin', 0.93),
            accuracy: share('Of these, the share that was right', 0.95),
            checks: share('Weight of the bin', 7),
          }),
          {
            description:
              'Ten equal bins of the confidence, those that have checks; told before the answer was looked at',
          },
        ),
        curve: Type.Array(
          Type.Object({
            claimed: share('Posterior before calibration', 0.99),
            confidence: share('What it is told as', 0.9),
          }),
          { description: 'From pure chance to certainty' },
        ),
      },
      {
        description:
          'How true confidences are under the policy adaptive, by all gold of this type and these options',
      },
    ),
  },
  { title: 'TemplateFigures' },
);

export const stats = Type.Object(
  {
    from: day('First UTC day'),
    to: day('Last UTC day'),
    tasks: Type.Object(
      recordOf(taskStates, () => Type.Integer()),
      { description: 'Tasks made in the range, by what they are now' },
    ),
    items_unshowable: Type.Integer({
      description:
        'Tasks of any day whose item the server could not fetch or decode when it looked last, or that ended for it; counted up to 1,000',
      examples: [0],
    }),
    items_taken_down: Type.Integer({
      description: 'Reports of items of yours that the operator decided by taking the item down, of any day',
      examples: [0],
    }),
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
        task_type: choice(taskTypes),
        alpha,
        tasks_measured: count(
          'Closed tasks with at least two labels; of a day and type, or template of a rating, comparison or several labels, those of the first 50 different labels',
          18,
        ),
      }),
      {
        description:
          'By type, of tasks made in the range. Of ratings, comparisons and several labels the mean over the templates, each by its labels',
      },
    ),
    templates: Type.Array(template, {
      description:
        'By type and options, of tasks made in the range: the 20 with the most tasks. Of a day the first 20 are counted',
    }),
  },
  { title: 'Stats' },
);

export const disagreementsQuery = requestObject({
  limit: pageLimit,
  month: Type.Optional(
    Type.String({
      pattern: monthForm,
      description: 'UTC month in which the tasks were closed. Default: the present one',
      examples: ['2026-04'],
      'x-must': 'be a month, e.g. 2026-04',
    }),
  ),
  cursor: Type.Optional(
    Type.String({
      pattern: '^[0-9]{1,7}_tsk_[0-7][0-9A-HJKMNP-TV-Z]{25}$',
      description: '`next_cursor` of the page before',
      'x-must': 'be the next_cursor of an earlier answer',
    }),
  ),
});

export const disagreements = Type.Object(
  {
    data: Type.Array(
      Type.Object({
        task_id: id('tsk_', 'The task'),
        status: choice(taskStates),
        doubt: share(
          '0 to 1: under the policy adaptive what is left to its confidence, else the share of labels that are not with the leader',
          0.33,
        ),
        consensus_label: nullable(Type.String({ description: 'Null: undecided', examples: ['cat'] })),
        consensus_value: valueField,
        confidence: nullable(share('Null: undecided', 0.67)),
        label_counts: Type.Record(Type.String(), Type.Integer(), { examples: [{ cat: 2, dog: 1 }] }),
        task_type: choice(taskTypes),
        data_url: Type.String({ examples: ['https://example.com/image.jpg'] }),
        label_spec: labelSpec,
        metadata: nullable(anyObject({ description: 'As submitted' })),
        job_id: nullable(id('job_', 'The job whose manifest it came from')),
        closed_at: timestamp('When it was decided, expired or cancelled'),
      }),
      { description: 'The most doubtful first' },
    ),
    next_cursor: nullable(Type.String({ description: 'For the next page; null: this is the last' })),
  },
  { title: 'Disagreements' },
);
