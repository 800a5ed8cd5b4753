import { Type } from 'typebox';
import { nullable, requestObject } from '../parts/fields.ts';
import { taskFilterFields } from '../tasks/list-schemas.ts';

const { job_id, batch_id, template } = taskFilterFields;

export const distributionQuery = requestObject({ job_id, batch_id, template });

const count = (description: string, example: number) => Type.Integer({ description, examples: [example] });
const counts = (description: string, example: readonly number[]) =>
  Type.Array(Type.Integer(), { description, examples: [example] });

export const distribution = Type.Object(
  {
    options: Type.Array(Type.String(), {
      description:
        'Sorted; of a job or a batch those of its first task. Empty: there is no task yet, of a template none that was decided',
      examples: [['cat', 'dog']],
    }),
    tasks: Type.Object(
      {
        opened: count('All of them', 300),
        decided: count('Those that have an answer', 200),
        expired: count('Closed without one', 3),
        cancelled: count('Cancelled', 1),
        other_options: count('Decided ones whose options are not these; they are in no figure below', 0),
      },
      { description: 'Counted since they are kept as sums: tasks of earlier versions are missing' },
    ),
    answers: counts('Tasks by the option that was decided on, in the order of `options`', [140, 60]),
    confidence: counts(
      'Tasks by confidence, in 20 equal bins from 0 to 1',
      Array.from({ length: 20 }, () => 10),
    ),
    votes: Type.Array(Type.Array(Type.Integer()), {
      description:
        'By the option that was decided on, then by what labels said: the diagonal agrees, what is beside it is mistaken for it',
      examples: [
        [
          [400, 20],
          [10, 170],
        ],
      ],
    }),
    labels: count('Labels of tasks that closed', 620),
    labels_saved: count(
      'Labels that decisions needed less than the threshold policy without an early stop',
      55,
    ),
    labels_per_minute: Type.Number({
      description: 'Of the last hour, since the first label in it; of a template 0',
      examples: [12.5],
    }),
    seconds_left: nullable(
      Type.Integer({
        description: 'Until all are decided, at that pace; 0: they are; null: nothing can be said',
        examples: [480],
      }),
    ),
    cost: Type.Object({
      cap_sats: count('The most that all of them can cost', 90_000),
      cost_sats: count('What was paid', 41_000),
      forecast_sats: nullable(
        count(
          'What they will have cost, if those to come cost as those that were paid; null: none was',
          62_000,
        ),
      ),
    }),
  },
  { title: 'Distribution' },
);
