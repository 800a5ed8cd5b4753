import { reviewVerdicts } from '@asg/domain/names';
import { type Static, Type } from 'typebox';
import { choice, maybe, nullable, requestObject, timestamp } from '../parts/fields.ts';
import { submittedValue, valueField } from '../parts/kinds.ts';

/** Tasks that are reviewed at once, at most. */
export const reviewsMax = 1_000;

const verdict = choice(reviewVerdicts, {
  description:
    'accepted: what was decided is right. corrected: another label is, or one is where none was decided',
  examples: ['corrected'],
});
const label = { description: 'What is right', examples: ['dog'] };
const note = { description: 'Your own words on it', examples: ['A fox, by its tail'] };

const reviewFields = {
  verdict,
  label: maybe(
    Type.String({
      minLength: 1,
      maxLength: 200,
      ...label,
      description:
        'With the verdict corrected: what is right, one of the options to the letter, and not what was decided',
    }),
  ),
  value: Type.Optional(submittedValue),
  note: maybe(Type.String({ minLength: 1, maxLength: 1_000, ...note })),
};

export const reviewTaskBody = requestObject(reviewFields, {
  title: 'ReviewTask',
  examples: [{ verdict: 'corrected', label: 'dog', note: 'A fox, by its tail' }],
});

export const reviewTasksBody = requestObject(
  {
    reviews: Type.Array(
      requestObject(
        {
          task_id: Type.String({
            minLength: 1,
            maxLength: 100,
            description: 'The task; each once',
            examples: ['tsk_01JRCZ8Q4M3V7T5N9K2H6X0WAB'],
          }),
          ...reviewFields,
        },
        { title: 'ReviewOfTask' },
      ),
      { minItems: 1, maxItems: reviewsMax, description: 'All of them are kept, or none' },
    ),
  },
  {
    title: 'ReviewTasks',
    examples: [{ reviews: [{ task_id: 'tsk_01JRCZ8Q4M3V7T5N9K2H6X0WAB', verdict: 'accepted' }] }],
  },
);

const keptFields = {
  verdict,
  label: Type.String({ ...label, description: 'What counts for you: your correction, or what was decided' }),
  value: valueField,
  consensus_label: nullable(
    Type.String({ description: 'What was decided, as ever; null: nothing was', examples: ['cat'] }),
  ),
  consensus_value: valueField,
  note: nullable(Type.String(note)),
  reviewed_by: Type.String({
    description: 'The API key, or the member of your organisation',
    examples: ['key_01JRCZ8Q4M3V7T5N9K2H6X0WAB'],
  }),
  reviewed_at: timestamp('When it was said'),
};

export const review = Type.Object(keptFields, {
  title: 'Review',
  description:
    'Your own word on a label, beside the consensus: label, confidence, payment and receipt stay as they are',
});

export const keptReviews = Type.Object(
  {
    reviews: Type.Array(
      Type.Object(
        { task_id: Type.String({ description: 'The task' }), ...keptFields },
        { title: 'TaskReview' },
      ),
      { description: 'In the order of the request' },
    ),
  },
  { title: 'Reviews' },
);

/** Of a task or its result. */
export const keptReview = Type.Optional(review);

export type Review = Static<typeof review>;
