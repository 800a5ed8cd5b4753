import { labelOutcomes, taskTypes } from '@asg/domain/names';
import { Type } from 'typebox';
import { choice, id, nullable, requestObject, timestamp } from '../parts/fields.ts';
import { pageFields, pageOf } from '../parts/page.ts';

const option = (description: string) => Type.String({ description, examples: ['cat'] });

const adminWorkerLabel = Type.Object(
  {
    task_id: id('tsk_', 'The task'),
    customer_id: id('cust_', 'Whose item it is'),
    gold_id: nullable(id('gld_', 'The item, where its answer was known; the worker is not told')),
    task_type: choice(taskTypes),
    question: Type.String({ examples: ['Animal?'] }),
    options: Type.Array(Type.String(), { examples: [['cat', 'dog']] }),
    data_url: Type.String({ description: 'Empty: its content was deleted' }),
    sensitive: Type.Boolean({ description: 'The item may disturb: show it covered first' }),
    taken_down: Type.Boolean(),
    label: option('The worker’s answer'),
    at: timestamp('When they gave it'),
    seconds: nullable(
      Type.Number({
        description:
          'Since they took the task, or gave their label before, whichever was later; null: not known',
        examples: [4.2],
      }),
    ),
    too_fast: Type.Boolean({ description: 'In less time than the item can be read' }),
    item_fetched: Type.Boolean({ description: 'False: they answered without having fetched the item' }),
    outcome: choice(labelOutcomes, { description: 'As it is now; workers are told of gold a while later' }),
    right_label: nullable(option('What was known or decided; null: nothing yet')),
    confidence: nullable(Type.Number({ description: 'Of the decision', examples: [0.96] })),
    others: Type.Array(
      Type.Object({
        worker_id: id('wrk_', 'The other'),
        label: option('Their answer'),
        at: timestamp('When they gave it'),
      }),
      { description: 'What others answered, in the order of arrival' },
    ),
  },
  { title: 'AdminWorkerLabel' },
);
export const adminWorkerLabels = pageOf(adminWorkerLabel, 'AdminWorkerLabels');
export const adminWorkerLabelsQuery = requestObject(pageFields('tsk_'));
