import { submitTaskBody, submittedBatch, submittedJob, submittedTask, taskType } from '@asg/wire';
import { Type } from 'typebox';
import { addTool } from '../tool.ts';
import { ownKey, taskFields, taskId, toldTask } from './fields.ts';
import type { Kit } from './kit.ts';
import { toldOf } from './told.ts';

const batchTasksMax = 1_000;
const jobTasksMax = 20_000;

const costs =
  'It spends money: the most that it can cost is set aside. It counts against the spending limit of the session before it is sent.';
const kinds =
  'Types whose answer is one option (`label_spec.options`): image_classification, text_classification, sentiment, moderation. multi_label: all options that apply. rating: a step of `label_spec.scale`. comparison: the best of `items`. bounding_boxes: boxes on a picture, text_spans: parts of a text, each of one of `label_spec.classes`. What is labelled is a public https URL (`data_url`) or a text (`data.text`). Workers see the question, the options and the item: put no secrets in them.';
const hints = { reads: false, repeatable: true };

const task = Type.Object({ ...taskFields, idempotency_key: ownKey }, { additionalProperties: false });
const tasks = Type.Object(
  {
    tasks: Type.Array(Type.Object(taskFields, { additionalProperties: false }), {
      minItems: 1,
      maxItems: batchTasksMax,
      description: 'All are accepted, or none',
    }),
    idempotency_key: ownKey,
  },
  { additionalProperties: false },
);

const { label_spec, consensus_threshold, consensus, crowd, pay_own, sensitive } = submitTaskBody.properties;
const { data_url, data, items, metadata, language, priority, expires_in } = taskFields;
const row = Type.Object(
  { data_url, data, items, metadata, language, sensitive, priority, expires_in },
  { additionalProperties: false },
);
const job = Type.Object(
  {
    task_type: taskType,
    label_spec,
    rows: Type.Array(row, {
      minItems: 1,
      maxItems: jobTasksMax,
      description: 'What is labelled, each a task',
    }),
    name: Type.Optional(Type.String({ pattern: '^[a-zA-Z0-9][a-zA-Z0-9_-]{0,62}$' })),
    consensus_threshold,
    consensus,
    crowd,
    pay_own,
    idempotency_key: ownKey,
  },
  { additionalProperties: false },
);
const cancelled = Type.Object({ task_id: taskId }, { additionalProperties: false });

/** What costs money, and what takes it back. */
export function addSubmissions({ server, client, spending }: Kit): void {
  addTool(
    server,
    'submit_task',
    { title: 'Have one item labelled', description: `Submits one task. ${kinds} ${costs}`, ...hints },
    { input: task, output: submittedTask },
    ({ idempotency_key, ...fields }, { signal }) => {
      const key = spending.keyFor('submit_task', fields, idempotency_key);
      return spending.spend(key, fields, [fields], () =>
        client.tasks.submit({ ...fields, idempotency_key: key }, { signal }),
      );
    },
  );
  addTool(
    server,
    'submit_tasks',
    {
      title: 'Have several items labelled',
      description: `Submits 1 to ${batchTasksMax} tasks as a batch: all are accepted, or none. ${costs}`,
      ...hints,
    },
    { input: tasks, output: submittedBatch },
    ({ tasks: given, idempotency_key }, { signal }) => {
      const key = spending.keyFor('submit_tasks', given, idempotency_key);
      return spending.spend(key, given, given, () =>
        client.tasks.submitBatch(given, { idempotencyKey: key, signal }),
      );
    },
  );
  addTool(
    server,
    'submit_job',
    {
      title: 'Have many items labelled',
      description: `Submits up to ${jobTasksMax} rows with one question as a job: rows that are not right are told by \`list_job_errors\`, the others become tasks. ${costs}`,
      ...hints,
    },
    { input: job, output: submittedJob },
    ({ rows, idempotency_key, ...fields }, { signal }) => {
      const key = spending.keyFor('submit_job', { rows, ...fields }, idempotency_key);
      // A job that is sent again is another job, whose rows are the tasks of the first.
      const lines = rows.map(
        (one, place) => `${JSON.stringify({ ...one, idempotency_key: `${key}-${place}` })}\n`,
      );
      return spending.spend(
        key,
        { rows, ...fields },
        rows.map(() => fields),
        () => client.jobs.upload({ ...fields, file: new Blob(lines) }, { signal }),
      );
    },
  );
  addTool(
    server,
    'cancel_task',
    {
      title: 'Cancel a task',
      description:
        'Cancels a task that is not decided yet. What was set aside for it is free again; it stays counted in the session.',
      ...hints,
    },
    { input: cancelled, output: toldTask },
    async ({ task_id }, { signal }) => toldOf(await client.tasks.cancel(task_id, { signal })),
  );
}
