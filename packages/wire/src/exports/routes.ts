import { Type } from 'typebox';
import { route } from '../contract.ts';
import { jobParams } from '../jobs/schemas.ts';
import { batchParams } from '../tasks/schemas.ts';
import { batchExportQuery, jobExportQuery, taskExportQuery } from './schemas.ts';

const file = {
  description: 'A file, as it is made',
  schema: Type.String(),
  contentTypes: [
    'application/x-ndjson',
    'text/csv',
    'application/json',
    'application/vnd.apache.parquet',
    'application/zip',
  ],
  streams: true,
} as const;

const tables =
  'In csv, parquet and huggingface the keys of metadata are columns, by their own names or as `metadata.NAME` where another column has that name, and so are the votes for each option, as `votes.OPTION`; what comes up first behind 10,000 tasks is in `metadata` and `votes` alone, which have everything as JSON.';

export const exportJob = route({
  method: 'GET',
  path: '/v1/jobs/{job_id}/export',
  operationId: 'exportJob',
  tag: 'Jobs',
  summary: 'The tasks of a job with their labels',
  description: `One line for each task, as JSON (default), CSV or in another format; with \`format=ground_truth\` as the output manifest of SageMaker Ground Truth: each object as it was sent, with its label, or with a \`failure-reason\`. A line that made no task, since its idempotency key had made one before, has that one's row, as \`repeated\`. ${tables} Before the job has ended only with \`partial=true\`.`,
  auth: 'customer',
  may: 'export',
  limit: 'caller',
  params: jobParams,
  query: jobExportQuery,
  responses: { 200: file },
  errors: ['job_not_found', 'job_not_completed'],
});

export const exportBatch = route({
  method: 'GET',
  path: '/v1/batches/{batch_id}/export',
  operationId: 'exportBatch',
  tag: 'Tasks',
  summary: 'The tasks of a batch with their labels',
  description:
    'As they stand, in the order of their submission, in the formats of a job’s export: `line` is the place in the batch, from 1.',
  auth: 'customer',
  may: 'export',
  limit: 'caller',
  params: batchParams,
  query: batchExportQuery,
  responses: { 200: file },
  errors: ['batch_not_found'],
});

export const exportTasks = route({
  method: 'GET',
  path: '/v1/tasks/export',
  operationId: 'exportTasks',
  tag: 'Tasks',
  summary: 'Your tasks with their labels',
  description:
    'Those that the list of tasks shows for the same filters, as they stand, the newest first, in the formats of a job’s export: `line` is the place in the list, from 1.',
  auth: 'customer',
  may: 'export',
  limit: 'caller',
  query: taskExportQuery,
  responses: { 200: file },
  errors: [],
});
