import { Type } from 'typebox';
import { route } from '../contract.ts';
import {
  job,
  jobErrorPage,
  jobErrorsQuery,
  jobExportQuery,
  jobPage,
  jobParams,
  jobsQuery,
  submitJobBody,
  submittedJob,
  uploadJobForm,
} from './schemas.ts';

export const submitJob = route({
  method: 'POST',
  path: '/v1/jobs',
  operationId: 'submitJob',
  tag: 'Jobs',
  summary: 'Submit a manifest of tasks',
  description:
    'JSON with a `manifest_url`, or `multipart/form-data` with the manifest as its file and the other fields beside it (objects as JSON). A line is `{"data_url", "metadata"?, "label_spec"?, "idempotency_key"?, "gold_label"?}`, or a line of a SageMaker Ground Truth manifest, `{"source-ref": "s3://bucket/key"}` or `{"source": "a text"}` with whatever else it has: see the export’s format `ground_truth`. Each line takes 1 from the quota, but for those with a `gold_label`, which measure workers and are no tasks; without quota the job waits, and an upload is refused at once.',
  auth: 'customer',
  limit: 'caller',
  body: submitJobBody,
  bodyOptional: true,
  form: uploadJobForm,
  responses: { 202: { description: 'Accepted', schema: submittedJob } },
  errors: [
    'unsupported_task_type',
    'question_required',
    'body_required',
    'too_many_uploads',
    'too_many_jobs',
    'quota_exhausted',
  ],
});

export const listJobs = route({
  method: 'GET',
  path: '/v1/jobs',
  operationId: 'listJobs',
  tag: 'Jobs',
  summary: 'Your jobs',
  auth: 'customer',
  limit: 'caller',
  query: jobsQuery,
  responses: { 200: { description: 'A page of jobs', schema: jobPage } },
  errors: [],
});

export const getJob = route({
  method: 'GET',
  path: '/v1/jobs/{job_id}',
  operationId: 'getJob',
  tag: 'Jobs',
  summary: 'How a job stands',
  auth: 'customer',
  limit: 'caller',
  params: jobParams,
  responses: { 200: { description: 'The job', schema: job } },
  errors: ['job_not_found'],
});

export const listJobErrors = route({
  method: 'GET',
  path: '/v1/jobs/{job_id}/errors',
  operationId: 'listJobErrors',
  tag: 'Jobs',
  summary: 'Lines that became no task',
  auth: 'customer',
  limit: 'caller',
  params: jobParams,
  query: jobErrorsQuery,
  responses: { 200: { description: 'A page of lines', schema: jobErrorPage } },
  errors: ['job_not_found'],
});

export const exportJob = route({
  method: 'GET',
  path: '/v1/jobs/{job_id}/export',
  operationId: 'exportJob',
  tag: 'Jobs',
  summary: 'The tasks of a job with their labels',
  description:
    'One line for each task, as JSON (default) or CSV; or with `format=ground_truth` as the output manifest of SageMaker Ground Truth: each object as it was sent, with its label, or with a `failure-reason`. Before the job has ended only with `partial=true`.',
  auth: 'customer',
  limit: 'caller',
  params: jobParams,
  query: jobExportQuery,
  responses: {
    200: {
      description: 'Line by line',
      schema: Type.String(),
      contentTypes: ['application/x-ndjson', 'text/csv'],
      streams: true,
    },
  },
  errors: ['job_not_found', 'job_not_completed'],
});

export const cancelJob = route({
  method: 'POST',
  path: '/v1/jobs/{job_id}/cancel',
  operationId: 'cancelJob',
  tag: 'Jobs',
  summary: 'Cancel a job',
  description:
    'No further line is read. Tasks that are not decided yet are cancelled within moments; quota comes back for those without a label.',
  auth: 'customer',
  limit: 'caller',
  params: jobParams,
  responses: { 200: { description: 'Cancelled', schema: job } },
  errors: ['job_not_found', 'job_ended'],
});
