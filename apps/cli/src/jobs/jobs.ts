import { openAsBlob } from 'node:fs';
import { messageOf } from '@asg/domain/errors';
import type { ASGGatewayClient, Job, SubmitJob, SubmittedJob } from '@asg/sdk';
import { present } from '@asg/values/present';
import type { Command } from 'commander';
import { connect, connectionHelp, type ServerOptions, serverCommand } from '../account/connect.ts';
import { withExportOptions } from '../exports/export.ts';
import { defined, type SpecOptions, specFields, withSpecOptions } from '../tasks/spec.ts';
import { exitCodesHelp, Failure, interruptible, UsageError } from '../terminal/exit.ts';
import { type LimitOption, limited, withLimit } from '../terminal/listing.ts';
import { wholeNumber } from '../terminal/options.ts';
import { openProgress } from '../terminal/progress.ts';
import { columnTable, factTable, printJson } from '../terminal/table.ts';
import { readJson } from '../verify/input.ts';
import { addConvert } from './convert.ts';
import { exportJob } from './export.ts';
import { jobText } from './show-job.ts';

const secondsMax = 90 * 24 * 3600;
const timeoutDefault = 24 * 3600;

const examples = `${connectionHelp}
A manifest is told by its content, gzip too: JSONL with {"data_url" or "data": {"text"}, "metadata"?, "label_spec"?} on each line,
a JSON list of them, one of SageMaker Ground Truth or Label Studio, or CSV (with , ; or tab), whose columns are fields of a task
(data_url or text, question, options, predictions.MODEL with what a model of yours says …); all others come back with the task, as its metadata. A zip of pictures and texts is one,
too: each file is a task, its path as metadata (file); what cannot be used is an error by its name.

Examples:
  $ asg jobs upload manifest.jsonl --type image_classification --question "Animal?" --options cat,dog --wait
  $ asg jobs upload texts.csv --text-column comment --type sentiment --question "Mood?" --options good,bad
  $ asg jobs upload pictures.zip --type image_classification --question "Animal?" --options cat,dog --wait
  $ asg jobs create s3://bucket/manifest.jsonl --credentials s3.json --type sentiment --question "Mood?" --options good,bad
  $ asg jobs                                      your jobs, the newest first
  $ asg jobs show job_01JRCZ8Q4M3V7T5N9K2H6X0WAB --wait
  $ asg jobs errors job_01JRCZ8Q4M3V7T5N9K2H6X0WAB
  $ asg jobs export job_01JRCZ8Q4M3V7T5N9K2H6X0WAB --format csv --out labels.csv
  $ asg jobs redeliver job_01JRCZ8Q4M3V7T5N9K2H6X0WAB --credentials s3.json
`;

interface NewJobOptions extends ServerOptions, SpecOptions {
  readonly name?: string;
  readonly labelAttributeName?: string;
  readonly callbackUrl?: string;
  readonly encoding?: string;
  readonly textColumn?: string;
  readonly delivery?: string;
  readonly credentials?: string;
  readonly wait: boolean;
  readonly timeout: number;
}

/** \`asg jobs\`: manifests of tasks. */
export function addJobs(program: Command): void {
  const jobs = program
    .command('jobs')
    .description('manifests of tasks: create, upload, show, errors, export, convert, redeliver, cancel')
    .addHelpText('after', examples + exitCodesHelp);
  withLimit(serverCommand(jobs, 'list', 'your jobs, the newest first', true)).action(
    (options: ServerOptions & LimitOption) => interruptible((signal) => listJobs(options, signal)),
  );
  withJobOptions(serverCommand(jobs, 'create', 'submit a manifest in a bucket or on the web'))
    .argument('<manifest_url>', 's3://, gs:// or https URL')
    .action((manifestUrl: string, options: NewJobOptions) =>
      interruptible(async (signal) => {
        const fields = { ...(await jobFields(options)), manifest_url: manifestUrl };
        await submitted(options, (client) => client.jobs.submit(fields, { signal }), signal);
      }),
    );
  withJobOptions(serverCommand(jobs, 'upload', 'submit a manifest that is a file here'))
    .argument('<file>', 'JSONL, JSON, CSV or a zip of pictures')
    .action((file: string, options: NewJobOptions) =>
      interruptible(async (signal) => {
        const fields = { ...(await jobFields(options)), file: await manifestOf(file) };
        await submitted(options, (client) => client.jobs.upload(fields, { signal }), signal);
      }),
    );
  withWait(serverCommand(jobs, 'show', 'how a job stands'))
    .argument('<job_id>')
    .action((jobId: string, options: NewJobOptions) =>
      interruptible((signal) => showJob(jobId, options, signal)),
    );
  withLimit(serverCommand(jobs, 'errors', 'the lines that became no task'))
    .argument('<job_id>')
    .action((jobId: string, options: ServerOptions & LimitOption) =>
      interruptible((signal) => showErrors(jobId, options, signal)),
    );
  const exporting = serverCommand(
    jobs,
    'export',
    'the tasks of a job, or of a batch, with their labels, to a file or standard output',
  )
    .argument('<id>', 'job_… or bat_…')
    .option('--partial', 'what there is, before the job is completed', false);
  withExportOptions(exporting).action((id: string, options) =>
    interruptible((signal) => exportJob(id, options, signal)),
  );
  addConvert(jobs);
  serverCommand(jobs, 'redeliver', 'send the results again that could not be delivered to their bucket')
    .argument('<job_id>')
    .option('--credentials <file>', 'JSON: in place of those of the job, which are kept for a week')
    .action((jobId: string, options: NewJobOptions) =>
      interruptible(async (signal) => {
        const credentials = await optionalJson(options.credentials);
        print(await connect(options).jobs.redeliver(jobId, defined({ credentials }), { signal }), options);
      }),
    );
  serverCommand(jobs, 'cancel', 'read no further line, cancel what is not decided yet')
    .argument('<job_id>')
    .action((jobId: string, options: ServerOptions) =>
      interruptible(async (signal) => print(await connect(options).jobs.cancel(jobId, { signal }), options)),
    );
}

/** Read as it is sent, not before. */
async function manifestOf(file: string): Promise<Blob> {
  try {
    return await openAsBlob(file);
  } catch (error) {
    throw new UsageError(`${file} cannot be read: ${messageOf(error)}`);
  }
}

function withWait(command: Command): Command {
  return command
    .option('--wait', 'wait until the job has ended', false)
    .option(
      '--timeout <seconds>',
      'with --wait: give up after so long',
      wholeNumber(1, secondsMax),
      timeoutDefault,
    );
}

function withJobOptions(command: Command): Command {
  return withWait(withSpecOptions(command))
    .option('--encoding <name>', 'of a manifest that is not UTF-8 or UTF-16, e.g. windows-1252')
    .option('--text-column <name>', 'the column with the texts, where it is not called text')
    .option('--name <name>', 'your name for the job')
    .option('--label-attribute-name <name>', 'key of the label in the ground_truth format')
    .option('--callback-url <url>', 'gets the events of the job and its tasks')
    .option('--delivery <file>', 'JSON: {"type","bucket","prefix"?,"format"?}, the bucket for the results')
    .option('--credentials <file>', 'JSON: credentials of the bucket, see the API; never an argument');
}

async function jobFields(options: NewJobOptions): Promise<Omit<SubmitJob, 'manifest_url'>> {
  const { type, question } = options;
  if (type === undefined || question === undefined)
    throw new UsageError(
      'a job needs --type and --question, and --options or what its type has in their place',
    );
  const only = given(options, ['language', 'priority', 'expiresIn']);
  if (only !== undefined) throw new UsageError(`--${only} is of single tasks, not of a job`);
  const { label_spec, consensus_threshold, consensus, sensitive, ...whom } = specFields(options);
  const { crowd, own_for, pay_own, qualification } = whom;
  return {
    ...defined({
      consensus_threshold,
      consensus,
      sensitive,
      crowd,
      own_for,
      pay_own,
      qualification,
      name: options.name,
      encoding: options.encoding,
      text_column: options.textColumn,
      label_attribute_name: options.labelAttributeName,
      callback_url: options.callbackUrl,
      delivery: await optionalJson(options.delivery),
      credentials: await optionalJson(options.credentials),
    }),
    task_type: type,
    label_spec: present(label_spec, 'the question'),
  };
}

const given = (options: NewJobOptions, names: readonly (keyof NewJobOptions)[]) =>
  names.find((name) => options[name] !== undefined);

async function optionalJson<T extends SubmitJob['delivery'] & SubmitJob['credentials']>(
  file: string | undefined,
): Promise<T | undefined> {
  return file === undefined ? undefined : ((await readJson(file)) as T);
}

async function submitted(
  options: NewJobOptions,
  submit: (client: ASGGatewayClient) => Promise<SubmittedJob>,
  signal: AbortSignal,
): Promise<void> {
  const job = await submit(connect(options));
  for (const warning of job.warnings ?? []) console.error(`asg: ${warning}`);
  if (options.wait) {
    console.error(`${job.job_id} is submitted`);
    await showJob(job.job_id, options, signal);
  } else if (options.json) printJson(job);
  else console.log(factTable([['job', job.job_id]]));
}

async function showJob(jobId: string, options: NewJobOptions, signal: AbortSignal): Promise<void> {
  const client = connect(options);
  if (!options.wait) {
    print(await client.jobs.get(jobId, { signal }), options);
    return;
  }
  let job: Job;
  {
    using progress = openProgress(['read', 'labelled'], options.json);
    job = await client.jobs.wait(jobId, {
      timeoutMs: options.timeout * 1000,
      signal,
      onProgress: ({ lines_total, lines_accepted, tasks_settled, tasks_expired, tasks_cancelled }) => {
        progress.update('read', lines_total, lines_total);
        progress.update('labelled', tasks_settled + tasks_expired + tasks_cancelled, lines_accepted);
      },
    });
  }
  print(job, options);
  if (job.status !== 'completed')
    throw new Failure(`${jobId} is ${job.status}${job.note ? `: ${job.note}` : ''}`);
}

function print(job: Job, { json }: ServerOptions): void {
  if (json) printJson(job);
  else console.log(jobText(job));
}

async function listJobs(options: ServerOptions & LimitOption, signal: AbortSignal): Promise<void> {
  const client = connect(options);
  const jobs = await limited(options, (limit) => client.jobs.list({ limit }, { signal }));
  if (options.json) printJson(jobs);
  else {
    const rows = jobs.map((job) => [
      job.job_id,
      job.status,
      `${job.tasks_settled} of ${job.lines_accepted}`,
      job.name ?? '-',
      job.created_at,
    ]);
    console.log(columnTable(['job', 'status', 'labelled', 'name', 'created'], rows));
  }
}

async function showErrors(
  jobId: string,
  options: ServerOptions & LimitOption,
  signal: AbortSignal,
): Promise<void> {
  const client = connect(options);
  const errors = await limited(options, (limit) => client.jobs.errors(jobId, { limit }, { signal }));
  if (options.json) printJson(errors);
  else
    console.log(
      columnTable(
        ['line', 'reason'],
        errors.map(({ line, reason }) => [String(line), reason]),
      ),
    );
}
