import { taskStates, taskTypes } from '@asg/domain/names';
import { type Static, Type } from 'typebox';
import { choice, givenMoment, requestObject } from '../parts/fields.ts';
import { pageFields, pageOf } from '../parts/page.ts';
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
      description: 'In the id, the URL of the data, the question, the label or the metadata',
      examples: ['order-4711'],
      'x-must': 'not be blank',
    }),
  ),
  batch_id: ofParent('bat_', 'Only tasks of this batch'),
  job_id: ofParent('job_', 'Only tasks of this job'),
  created_after: moment('Only later ones; tasks of a job count as made when the job was'),
  created_before: moment('Only earlier ones'),
};

export const taskListQuery = requestObject({ ...pageFields('tsk_'), ...taskFilterFields });

export const taskPage = pageOf(task, 'TaskPage');

const taskFilter = Type.Object(taskFilterFields);
export type TaskFilterQuery = Static<typeof taskFilter>;
