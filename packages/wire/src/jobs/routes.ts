import { route } from '../contract.ts';
import {
  job,
  jobErrorPage,
  jobErrorsQuery,
  jobPage,
  jobParams,
  jobsQuery,
  redeliverJobBody,
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
    'JSON with a `manifest_url`, or `multipart/form-data` with the manifest as its file and the other fields beside it (objects as JSON). A line is `{"data_url", "metadata"?, "label_spec"?, "idempotency_key"?, "gold_label"?, "gold_feedback"?}`, or a line of a SageMaker Ground Truth manifest, `{"source-ref": "s3://bucket/key"}` or `{"source": "a text"}` with whatever else it has: see the export’s format `ground_truth`. A zip of pictures and texts is a manifest, too: each of its files becomes an asset of yours and a task that shows it. Each line takes 1 from the quota, but for those with a `gold_label`, which measure workers and are no tasks; without quota the job waits, and an upload is refused at once.',
  auth: 'customer',
  may: 'submit',
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
    'insufficient_funds',
  ],
});

export const listJobs = route({
  method: 'GET',
  path: '/v1/jobs',
  operationId: 'listJobs',
  tag: 'Jobs',
  summary: 'Your jobs',
  auth: 'customer',
  may: 'read',
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
  may: 'read',
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
  summary: 'Lines that became no task, or whose item nobody can see',
  auth: 'customer',
  may: 'read',
  limit: 'caller',
  params: jobParams,
  query: jobErrorsQuery,
  responses: { 200: { description: 'A page of lines', schema: jobErrorPage } },
  errors: ['job_not_found'],
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
  may: 'submit',
  limit: 'caller',
  params: jobParams,
  responses: { 200: { description: 'Cancelled', schema: job } },
  errors: ['job_not_found', 'job_ended'],
});

export const redeliverJob = route({
  method: 'POST',
  path: '/v1/jobs/{job_id}/redeliver',
  operationId: 'redeliverJob',
  tag: 'Jobs',
  summary: 'Send the results of a job again',
  description:
    'Where a completed job could not deliver, e.g. because its credentials may not write to the bucket: mend that, and ask again. Within a week the credentials of the job are still there; later, or where temporary keys have ended, give others. Nothing is sent twice: what is delivered, or on its way, stays as it is. `note` and `delivered_at` say what came of it.',
  auth: 'customer',
  may: 'submit',
  limit: 'caller',
  params: jobParams,
  body: redeliverJobBody,
  bodyOptional: true,
  responses: { 200: { description: 'It is on its way, or delivered', schema: job } },
  errors: ['job_not_found', 'nothing_to_deliver'],
});
