import { crowds } from '@asg/domain/names';
import { Type } from 'typebox';
import { choice, maybe, nullable, requestObject } from '../parts/fields.ts';

const monthSeconds = 30 * 24 * 3600;

const crowd = choice(crowds, {
  description:
    'Whose people label it. public (default): the public crowd. own: those whom your organisation invited, and nobody else. own_then_public: yours first, then the public',
});
const payOwn = {
  description:
    'Of your own people: true: they are paid as the public is, from your funded balance and never from an allowance. Default: false, they are unpaid',
};

const practice = Type.Number({
  minimum: 0.01,
  maximum: 1,
  description:
    'Of the question’s practice (lines of a job with `gold_practice`), so much must be right in a whole round. Two decimals',
  examples: [0.8],
});

/** Of a task, a batch or a job. */
export const crowdFields = {
  crowd: maybe(crowd),
  own_for: maybe(
    Type.Integer({
      minimum: 1,
      maximum: monthSeconds,
      description:
        'With own_then_public: seconds after which the public gets it, if it is still undecided. Default: 3600. At once where your organisation has nobody',
      examples: [3600],
    }),
  ),
  pay_own: maybe(Type.Boolean(payOwn)),
  qualification: maybe(
    requestObject(
      { practice },
      {
        title: 'Qualification',
        description: 'Only workers who meet it get the task. Default: everybody does',
      },
    ),
  ),
};

/** The same as it is kept. */
export const chosenCrowd = {
  crowd,
  pay_own: Type.Boolean({ ...payOwn, examples: [false] }),
  qualification: nullable(
    Type.Object(
      { practice },
      { title: 'ChosenQualification', description: 'What workers must have practised; null: nothing' },
    ),
  ),
};
