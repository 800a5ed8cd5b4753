import { bucketKinds, exportFormats, jobErrorKinds, jobStatuses, taskTypes } from '@asg/domain/names';
import { type Static, Type } from 'typebox';
import { choice, id, maybe, nullable, pathId, requestObject, timestamp } from '../parts/fields.ts';
import { pageFields, pageOf } from '../parts/page.ts';
import { chosenCrowd, crowdFields } from '../tasks/crowd-schemas.ts';
import { labelSpec, submittedLabelSpec } from '../tasks/label-spec-schemas.ts';
import { chosenPolicy, consensusPolicy } from '../tasks/policy-schemas.ts';
import { callbackUrl, sensitive, taskType, warnings } from '../tasks/schemas.ts';
import { credentials } from './credentials-schema.ts';

const delivery = requestObject(
  {
    type: choice(bucketKinds),
    bucket: Type.String({
      pattern: '^[a-z0-9][a-z0-9._-]{1,220}[a-z0-9]$',
      maxLength: 222,
      description: 'Bucket that the credentials may write to',
      'x-must': 'be the name of a bucket',
    }),
    prefix: maybe(Type.String({ maxLength: 500, description: 'Put before the names, e.g. results/' })),
    format: maybe(
      choice(exportFormats, {
        description:
          'Default: jsonl. As the export of that format, under `{prefix}{job_id}/`: results.jsonl, results.csv, results.parquet, results.json (label_studio), results.zip (huggingface), results.xml (label_studio_config) or manifests/output/output.manifest (ground_truth); preferences and preferences_csv are results.jsonl and results.csv, coco results.json, voc and yolo results.zip, conll results.conll, spacy results.jsonl',
      }),
    ),
  },
  {
    title: 'JobDelivery',
    description:
      'Writes the results, `{prefix}{job_id}/results.jsonl` unless `format` says otherwise, and `summary.json` at the end',
  },
);

const jobName = {
  description: 'Your name for the job; `job-name` in the ground_truth format',
  examples: ['animals-7'],
};
const labelAttributeName = {
  description: 'Key of the label in the ground_truth format. Default: the name, or the job_id',
  examples: ['animal'],
};

const common = {
  name: maybe(
    Type.String({
      pattern: '^[a-zA-Z0-9][a-zA-Z0-9_-]{0,62}$',
      'x-must': 'be up to 63 letters, digits, - and _, and begin with a letter or digit',
      ...jobName,
    }),
  ),
  label_attribute_name: maybe(
    Type.String({
      pattern: '^[a-zA-Z0-9][a-zA-Z0-9_-]{0,126}$',
      'x-must': 'be up to 127 letters, digits, - and _, and begin with a letter or digit',
      ...labelAttributeName,
    }),
  ),
  label_spec: submittedLabelSpec,
  task_type: taskType,
  consensus_threshold: maybe(
    Type.Integer({
      minimum: 2,
      maximum: 10,
      description: 'Labels that are collected before the first evaluation. Default: 3',
      examples: [3],
    }),
  ),
  consensus: maybe(consensusPolicy),
  encoding: maybe(
    Type.String({
      minLength: 1,
      maxLength: 40,
      description:
        'How the text of the manifest is encoded, where it is neither UTF-8 nor UTF-16 with its byte order mark',
      examples: ['windows-1252'],
    }),
  ),
  text_column: maybe(
    Type.String({
      minLength: 1,
      maxLength: 200,
      description: 'The column, or key, with the texts to label. Default: the item is data_url, or else text',
      examples: ['comment'],
    }),
  ),
  callback_url: maybe({
    ...callbackUrl,
    description:
      'Told of this job and of each of its tasks in place of your webhooks. One that is registered as a webhook is told of the events of that webhook, signed; any other of task.settled and job.completed',
  }),
  credentials: maybe(credentials),
  delivery: maybe(delivery),
  sensitive: maybe(sensitive),
  ...crowdFields,
};

export const submitJobBody = requestObject(
  {
    manifest_url: Type.String({
      minLength: 1,
      maxLength: 4096,
      description:
        '`s3://bucket/key` or `gs://bucket/key`, the key to the letter, or https URL of the manifest: JSONL, whose line is `{"data_url", "metadata"?}` or one of SageMaker Ground Truth; a JSON list of such objects, or of Label Studio’s tasks; or CSV (comma, semicolon, tab), whose columns are fields of a task, `predictions.NAME` what your model NAME says (an option, or scores as a JSON object), all others its metadata; or a zip, of which each picture or text becomes a task, its path as `metadata.file`. Told by its content; gzip, too',
      examples: ['s3://my-bucket/manifest.jsonl'],
    }),
    ...common,
  },
  { title: 'SubmitJob' },
);

export const redeliverJobBody = requestObject(
  { credentials: maybe(credentials) },
  {
    title: 'RedeliverJob',
    description: 'credentials: in place of those of the job, which are kept for a week',
  },
);

/** The fields of a form beside its file; objects are given as JSON. */
export const submitJobForm = requestObject(common, { title: 'SubmitJobForm' });

/** The form as it is published. */
export const uploadJobForm = Type.Object(
  {
    ...common,
    file: Type.String({ format: 'binary', description: 'The manifest or zip, as in `manifest_url`' }),
  },
  {
    title: 'UploadJob',
    additionalProperties: false,
    description:
      'A form with the manifest as its file; the fields that are objects or numbers are given as JSON',
  },
);

export const submittedJob = Type.Object(
  {
    job_id: id('job_', 'The job'),
    status: choice(['queued']),
    created_at: timestamp('When it was accepted'),
    warnings,
  },
  { title: 'SubmittedJob' },
);

const count = (description: string) => Type.Integer({ description, examples: [0] });

const lineNumber = Type.Integer({
  description: 'Number of the line, from 1; of a zip, which of its files, whose path the reason begins with',
  examples: [17],
});
const lineNotice = Type.Object(
  {
    line: Type.Integer({ description: 'The first line that it is true of, from 1', examples: [17] }),
    reason: Type.String({ examples: ['the same item as in line 3'] }),
    count: Type.Integer({ description: 'Of how many lines it is true', examples: [1] }),
  },
  { title: 'LineNotice' },
);

export const job = Type.Object(
  {
    job_id: id('job_', 'The job'),
    status: choice(jobStatuses),
    lines_total: count(
      'Rows read so far, which are lines unless rows share one, blank ones left out, or the files of a zip; final once all are read',
    ),
    lines_accepted: count('Lines that are tasks'),
    lines_gold: count('Lines with a gold_label, for practice too: no tasks, and not on your quota'),
    lines_rejected: count('Lines that are none: see the errors'),
    lines_repeated: count('Accepted lines whose idempotency key named a task that was there already'),
    tasks_settled: count('Tasks of this job that are paid'),
    tasks_expired: count('Tasks of this job that ended without a label'),
    items_unshowable: count(
      'Items that the server could not fetch or decode when it looked ahead, counted up to 1,000; they are listed under `/errors?kind=unshowable`',
    ),
    tasks_cancelled: count('Tasks of this job that were cancelled'),
    eta_seconds: nullable(
      Type.Integer({ description: 'Until the last task is done, at the pace so far; null: not known' }),
    ),
    cost_sats: count('Payouts and fees so far, in satoshis'),
    note: nullable(
      Type.String({
        description:
          'Why it failed, or what it waits for. A job of which no row was of use has failed: here is what its file is, or the first that was rejected',
      }),
    ),
    notices: Type.Array(lineNotice, {
      description:
        'What was read otherwise than it is written, passed over or found twice, equal notices once, by line; the first 20',
    }),
    manifest_url: nullable(Type.String({ description: 'Null: the manifest was uploaded' })),
    task_type: choice(taskTypes),
    label_spec: labelSpec,
    encoding: nullable(Type.String({ description: 'Of the manifest, where it was said' })),
    text_column: nullable(Type.String({ description: 'The column with the texts, where it was said' })),
    consensus_threshold: Type.Integer({ examples: [3] }),
    consensus: chosenPolicy,
    callback_url: nullable(Type.String()),
    delivery: nullable(
      Type.Object(
        {
          type: choice(bucketKinds),
          bucket: Type.String(),
          prefix: Type.String(),
          format: choice(exportFormats),
        },
        { title: 'ChosenDelivery', description: 'Where results go; null: nowhere' },
      ),
    ),
    name: nullable(Type.String(jobName)),
    label_attribute_name: Type.String(labelAttributeName),
    created_at: timestamp('When it was accepted'),
    ingested_at: nullable(timestamp('When the last line was read')),
    ended_at: nullable(timestamp('When it was completed, failed or cancelled')),
    delivered_at: nullable(timestamp('When the results were in the bucket')),
    sensitive: Type.Boolean({
      description: 'All its items are; lines can be by themselves',
      examples: [false],
    }),
    ...chosenCrowd,
    own_for: nullable(Type.Integer({ description: 'As submitted, in seconds', examples: [3600] })),
  },
  { title: 'Job' },
);

export const jobParams = Type.Object({ job_id: pathId('job_', 'The job') });
export const jobsQuery = requestObject(pageFields('job_'));
export const jobPage = pageOf(job, 'JobPage');

export const jobErrorsQuery = requestObject({
  kind: Type.Optional(
    choice(jobErrorKinds, {
      description:
        'rejected (default): lines that became no task. unshowable: lines whose item the server could not fetch or decode when it looked',
    }),
  ),
  limit: Type.Optional(
    Type.Integer({ minimum: 1, maximum: 100, description: 'Entries of a page. Default: 20' }),
  ),
  cursor: Type.Optional(
    Type.String({
      pattern: '^[0-9]{1,15}$',
      description: '`next_cursor` of the page before',
      'x-must': 'be the next_cursor of an earlier answer',
    }),
  ),
});
export const jobErrorPage = Type.Object(
  {
    data: Type.Array(
      Type.Object({
        line: lineNumber,
        reason: Type.String({ examples: ['data_url is required'] }),
      }),
      { description: 'By line' },
    ),
    next_cursor: nullable(Type.String({ description: 'For the next page; null: this is the last' })),
  },
  { title: 'JobErrorPage' },
);

export type SubmitJobBody = Static<typeof submitJobBody>;
export type SubmitJobForm = Static<typeof submitJobForm>;
export type Job = Static<typeof job>;
