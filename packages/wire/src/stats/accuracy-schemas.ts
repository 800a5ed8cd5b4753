import { Type } from 'typebox';
import { nullable } from '../parts/fields.ts';

const count = (description: string, example: number) => Type.Integer({ description, examples: [example] });
const share = (description: string, example: number) => Type.Number({ description, examples: [example] });

export const accuracy = Type.Object(
  {
    options: Type.Array(Type.String(), {
      description: 'Sorted; of a job or a batch those of its first task, whose decisions are counted here',
      examples: [['cat', 'dog']],
    }),
    tasks: count('Decided', 300),
    reviewed: count('Those of them that you reviewed', 60),
    corrected: count('Those of them that you corrected', 3),
    expected_accuracy: nullable(
      share(
        'How many of the labels are right, as confidences and your reviews tell; null: nothing is decided',
        0.94,
      ),
    ),
    margin: nullable(
      share('Half the width of its 95 % interval. What you reviewed is known, and adds nothing to it', 0.02),
    ),
    worth_a_look: count('Decided and not reviewed, with a confidence below `look_below`', 31),
    look_below: share('The confidence below which a label is worth a look', 0.8),
    corrections: Type.Array(Type.Array(Type.Integer()), {
      description: 'By the option that was decided on, then by the one that you say is right',
      examples: [
        [
          [0, 2],
          [1, 0],
        ],
      ],
    }),
    expired: Type.Array(Type.Integer(), {
      description: 'Tasks that expired without a label, by the option that you say is right',
      examples: [[1, 0]],
    }),
    plan: Type.Object(
      {
        reviews_for_one_point: count(
          'So many more reviews make the margin 0.01, if they find what is expected; which ones within a bin is to be drawn',
          140,
        ),
        by_confidence: Type.Array(
          Type.Object({
            from: share('Where the bin begins', 0.65),
            to: share('Where it ends', 0.7),
            tasks: count('Decided tasks of the bin', 40),
            reviewed: count('Those that you reviewed', 20),
            corrected: count('Those that you corrected', 3),
            confidence: share('Their mean confidence', 0.67),
            reviews: count('So many of the others are to be reviewed', 20),
          }),
          { description: 'Bins of the confidence with decided tasks, the least sure first' },
        ),
      },
      { description: 'Which reviews tell most' },
    ),
  },
  { title: 'Accuracy' },
);
