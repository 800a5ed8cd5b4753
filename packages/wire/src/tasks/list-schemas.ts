import {
  listedKeysMax,
  listOrders,
  reviewFilters,
  taskSorts,
  taskStates,
  taskTypes,
} from '@asg/domain/names';
import { type Static, Type } from 'typebox';
import { choice, givenMoment, nullable, requestObject, timestamp } from '../parts/fields.ts';
import { pageFields } from '../parts/page.ts';
import { task } from './schemas.ts';

const ulidForm = '[0-7][0-9A-HJKMNP-TV-Z]{25}';
const ofParent = (prefix: string, description: string) =>
  Type.Optional(
    Type.String({
      pattern: `^${prefix}${ulidForm}$`,
      description,
      'x-must': `be an id as in ${prefix}01JRCZ8Q4M3V7T5N9K2H6X0WAB`,
    }),
  );
const share = (description: string) =>
  Type.Optional(Type.Number({ minimum: 0, maximum: 1, description, examples: [0.95] }));
const moment = (description: string) => Type.Optional(givenMoment(description));

/** Which tasks are wanted. */
export const taskFilterFields = {
  status: Type.Optional(choice(taskStates, { description: 'Only tasks that stand so' })),
  type: Type.Optional(choice(taskTypes, { description: 'Only this kind of labelling' })),
  search: Type.Optional(
    Type.String({
      minLength: 1,
      maxLength: 200,
      pattern: '\\S',
      description:
        'First, however old, the tasks that have it as their id, their idempotency key or a listed member of their metadata, alone on the first page; then those of all that mention it in the id, the URL of the data, the question, the label or the metadata',
      examples: ['order-4711'],
      'x-must': 'not be blank',
    }),
  ),
  batch_id: ofParent('bat_', 'Only tasks of this batch'),
  job_id: ofParent('job_', 'Only tasks of this job'),
  template: Type.Optional(
    Type.String({
      pattern: '^[0-9a-f]{32}$',
      description: 'Only tasks of this type and these options: `template` of the statistics',
      'x-must': 'be the template of an earlier answer',
    }),
  ),
  answer: Type.Optional(
    Type.String({
      minLength: 1,
      maxLength: 200,
      description: 'Only tasks that were decided on this option',
      examples: ['cat'],
    }),
  ),
  review: Type.Optional(
    choice(reviewFilters, { description: 'Only tasks that you reviewed so; none: that you did not review' }),
  ),
  metadata: Type.Optional(
    Type.String({
      pattern: '^\\s*\\{',
      maxLength: 4_096,
      description: `Only tasks whose metadata has these members: an object as JSON, of 1 to ${listedKeysMax} texts, numbers, true or false. Exact: "1" is not 1`,
      examples: ['{"order":"4711"}'],
      'x-must': 'be a JSON object',
    }),
  ),
  decided_after: moment('Only tasks that were decided later'),
  decided_before: moment('Only tasks that were decided earlier'),
  confidence_from: share('Only tasks that were decided with this confidence or more'),
  confidence_below: share('Only tasks that were decided with less'),
  created_after: moment('Only later ones; tasks of a job count as made when the job was'),
  created_before: moment('Only earlier ones'),
};

export const taskListQuery = requestObject({
  ...pageFields('tsk_'),
  ...taskFilterFields,
  sort: Type.Optional(
    choice(taskSorts, {
      description: 'By `decided` and `confidence` only tasks are listed that were decided. Default: created',
    }),
  ),
  order: Type.Optional(choice(listOrders, { description: 'Default: desc, the newest or the surest first' })),
});

const listsFields = {
  keys: Type.Array(Type.String(), {
    description: 'Of your metadata: what you filter by is found in one step, what you search for by itself',
    examples: [['order']],
  }),
  filled_to: nullable(
    timestamp(
      'Lists are still being filled: those by decision, confidence and metadata have all tasks that were made after it, and maybe others. Null: they have all',
    ),
  ),
};

export const listedKeysBody = requestObject({
  keys: Type.Array(Type.String({ minLength: 1, maxLength: 100 }), {
    maxItems: listedKeysMax,
    uniqueItems: true,
    description: 'Keys at the top of your metadata; replaces the present ones',
    examples: [['order', 'shop']],
  }),
});
export const taskLists = Type.Object(listsFields, { title: 'TaskLists' });

export const taskPage = Type.Object(
  {
    data: Type.Array(task, { description: 'The newest first, unless `sort` or `order` say otherwise' }),
    next_cursor: nullable(Type.String({ description: 'For the next page; null: this is the last' })),
    lists: Type.Object(listsFields, { description: 'What your tasks are listed by' }),
  },
  { title: 'TaskPage' },
);

const taskFilter = Type.Object(taskFilterFields);
export type TaskFilterQuery = Static<typeof taskFilter>;
