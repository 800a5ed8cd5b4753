import { taskTypes } from '@asg/domain/names';
import { Type } from 'typebox';
import { choice, nullable, requestObject } from '../parts/fields.ts';
import { pageLimit } from '../parts/page.ts';

export const confusionQuery = requestObject({
  limit: pageLimit,
  cursor: Type.Optional(
    Type.String({
      pattern: '^(cust_[0-9A-Z]{26} )?[0-9a-f]{32}$',
      description: '`next_cursor` of the page before',
      'x-must': 'be the next_cursor of an earlier answer',
    }),
  ),
});
export const workerConfusions = Type.Object(
  {
    data: Type.Array(
      Type.Object({
        template: Type.String({ description: 'Names the type and set of options' }),
        customer_id: nullable(
          Type.String({
            description:
              'Whose tasks and gold it is made of, and whose tasks it bears on; null: what all build on, by your gold and a bounded share of each funded customer',
          }),
        ),
        task_type: choice(taskTypes),
        options: Type.Array(Type.String(), { description: 'Rows and columns of the matrix' }),
        labels: Type.Number({
          description: 'Labels that it is made of; beyond 300 the old ones are halved',
          examples: [140],
        }),
        accuracy: Type.Number({
          description: 'Share of them that was right, as far as is known',
          examples: [0.83],
        }),
        matrix: Type.Array(Type.Array(Type.Number()), {
          description:
            'Labels by the right option (row) and the option given (column), weighted by how likely each was the right one',
          examples: [
            [
              [61.5, 8.25],
              [15.75, 54.5],
            ],
          ],
        }),
      }),
    ),
    next_cursor: nullable(Type.String({ description: 'For the next page; null: this is the last' })),
  },
  { title: 'WorkerConfusions' },
);
