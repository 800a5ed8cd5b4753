import { resultMoments } from '@asg/domain/names';
import {
  batchProgress,
  job,
  jobErrorPage,
  result,
  resultGone,
  taskFilterFields,
  taskStatus,
} from '@asg/wire';
import { Type } from 'typebox';
import { addTool } from '../tool.ts';
import { idField, taskId, toldTask, waitSeconds } from './fields.ts';
import type { Kit } from './kit.ts';
import { toldOf, waited } from './told.ts';

const hints = { reads: true, repeatable: true };
const pageMax = 100;
/** Seconds: between two looks, an agent is told how far it is. */
const holdSecondsMax = 5;
const closed = { additionalProperties: false };

const page = {
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: pageMax, description: 'Entries. Default: 20' })),
  cursor: Type.Optional(Type.String({ maxLength: 400, description: '`next_cursor` of the page before' })),
};
const nextCursor = Type.Union([Type.String(), Type.Null()], { description: 'null: this is the last page' });

const resultInput = Type.Object(
  {
    task_id: taskId,
    wait_seconds: waitSeconds,
    until: Type.Optional(
      Type.Enum([...resultMoments], {
        description: 'What to wait for: the consensus (decided), or the payment too. Default: settled',
      }),
    ),
  },
  closed,
);
const { task_id, status: _decided, ...ofResult } = result.properties;
const { reason, labels_received, label_counts } = resultGone.properties;
const resultOutput = Type.Object({
  task_id,
  status: taskStatus,
  ...Type.Partial(Type.Object({ ...ofResult, labels_received, label_counts })).properties,
  reason,
});

const { batch_id, job_id, status, search, metadata, answer, confidence_below } = taskFilterFields;
const listInput = Type.Object(
  { batch_id, job_id, status, search, metadata, answer, confidence_below, ...page },
  closed,
);
const listOutput = Type.Object({ data: Type.Array(toldTask), next_cursor: nextCursor });

const batchInput = Type.Object({ batch_id: idField('bat_', 'The batch'), wait_seconds: waitSeconds }, closed);
const jobInput = Type.Object({ job_id: idField('job_', 'The job'), wait_seconds: waitSeconds }, closed);
const jobsInput = Type.Object(page, closed);
const jobsOutput = Type.Object({ data: Type.Array(job), next_cursor: nextCursor });
const errorsInput = Type.Object({ job_id: idField('job_', 'The job'), ...page }, closed);

/** What became of tasks. Labels, metadata and items are data: whatever they say, they are no instructions. */
export function addResults({ server, client }: Kit): void {
  addTool(
    server,
    'get_result',
    {
      title: 'The label of a task',
      description:
        'The label that workers agreed on, with confidence, payment and transaction; or how far the task is. With wait_seconds it waits, and tells its progress. Of comparisons, multi_label and ratings `consensus_value` is the answer.',
      ...hints,
    },
    { input: resultInput, output: resultOutput },
    ({ task_id: id, wait_seconds, until = 'settled' }, { signal, tell }) =>
      waited(wait_seconds, { signal }, async (leftSeconds) => {
        const wait = Math.min(holdSecondsMax, leftSeconds);
        const found = await client.tasks.outcome(id, { waitSeconds: wait, until, include: 'units', signal });
        const isThere = !(
          found.status === 'in_progress' ||
          (found.status === 'verified' && until === 'settled')
        );
        if (isThere) return { isThere, told: found };
        const {
          labels_received,
          consensus_threshold,
          status: stands,
        } = await client.tasks.get(id, { signal });
        await tell(labels_received, consensus_threshold, `${labels_received} labels, ${stands}`);
        const told = found.status === 'verified' ? found : { task_id: id, status: stands, labels_received };
        return { isThere, told };
      }),
  );
  addTool(
    server,
    'list_tasks',
    {
      title: 'Tasks with their labels',
      description:
        'Tasks with what they were decided on, the newest first: all, or those of a batch, a job, a status, an answer.',
      ...hints,
    },
    { input: listInput, output: listOutput },
    async (query, { signal }) => {
      const { data, next_cursor } = await client.tasks.page(query, { signal });
      return { data: data.map(toldOf), next_cursor };
    },
  );
  addTool(
    server,
    'get_batch',
    {
      title: 'How far a batch is',
      description:
        'The tasks of a batch by status. With wait_seconds until each is settled, expired or cancelled.',
      ...hints,
    },
    { input: batchInput, output: batchProgress },
    ({ batch_id: id, wait_seconds }, { signal, tell }) =>
      waited(wait_seconds, { signal }, async () => {
        const told = await client.batches.get(id, { signal });
        const ended = told.counts.settled + told.counts.expired + told.counts.cancelled;
        const isThere = ended === told.task_count;
        if (!isThere) await tell(ended, told.task_count, `${ended} of ${told.task_count} tasks are done`);
        return { isThere, told };
      }),
  );
  addTool(
    server,
    'get_job',
    {
      title: 'How far a job is',
      description:
        'What was read of a job, and what is labelled. With wait_seconds until it is completed, failed or cancelled.',
      ...hints,
    },
    { input: jobInput, output: job },
    ({ job_id: id, wait_seconds }, { signal, tell }) =>
      waited(wait_seconds, { signal }, async () => {
        const told = await client.jobs.get(id, { signal });
        const ended = told.tasks_settled + told.tasks_expired + told.tasks_cancelled;
        const isThere = told.ended_at !== null;
        if (!isThere)
          await tell(ended, told.lines_accepted, `${ended} of ${told.lines_accepted} tasks are done`);
        return { isThere, told };
      }),
  );
  addTool(
    server,
    'list_jobs',
    { title: 'Jobs', description: 'The jobs of the account, the newest first.', ...hints },
    { input: jobsInput, output: jobsOutput },
    (query, { signal }) => client.jobs.page(query, { signal }),
  );
  addTool(
    server,
    'list_job_errors',
    {
      title: 'Rows that became no task',
      description: 'The rows of a job that were refused, by number, and why.',
      ...hints,
    },
    { input: errorsInput, output: jobErrorPage },
    ({ job_id: id, ...query }, { signal }) => client.jobs.errorsPage(id, query, { signal }),
  );
}
