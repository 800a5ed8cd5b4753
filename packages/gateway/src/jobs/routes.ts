import type { JobInput } from '@asg/jobs';
import { entryOf } from '@asg/values/present';
import { pageLimitDefault, routes, type SubmitJobForm } from '@asg/wire';
import type { FastifyRequest } from 'fastify';
import { declaredBytes } from '../bodies/content.ts';
import { customerOf } from '../caller.ts';
import type { BodyDeadlines } from '../connections/body-deadlines.ts';
import type { GatewayOptions } from '../options.ts';
import { fundsRefusal } from '../refusals/funds-refusal.ts';
import { Refusal, refuse, refuseFields } from '../refusals/refusal.ts';
import { pageReply } from '../replies/page.ts';
import { rfc3339 } from '../replies/time.ts';
import type { Serve } from '../serving/serve.ts';
import { warningsField } from '../tasks/replies.ts';
import { credentialsOf } from './credentials.ts';
import { jobFormReader } from './form.ts';
import { jobReply } from './replies.ts';

/** Of one customer. */
const uploadsAtOnce = 4;

/** Manifests and what became of them. The scope takes multipart bodies. */
export function serveJobs(
  serve: Serve,
  bodies: BodyDeadlines,
  { jobs, looks }: Pick<GatewayOptions, 'jobs' | 'looks'>,
): void {
  /** Under way, by customer: each may take hours. */
  const uploads = new Map<string, number>();
  const readForm = jobFormReader();
  const reply = async (stored: Parameters<typeof jobReply>[0]) => {
    const { job } = stored;
    const unshowable = await looks.countOfJob(job.jobId);
    return jobReply(stored, unshowable, jobs.etaSeconds(stored), jobs.labelAttribute(job), jobs.policy(job));
  };

  const submit = async (
    request: FastifyRequest,
    jobId: string,
    fields: SubmitJobForm,
    manifestUrl: string | null,
  ) => {
    const input = jobInput(fields, manifestUrl);
    if (input instanceof Refusal) return input;
    const result = await jobs.submit(jobId, customerOf(request), input);
    if (result.kind === 'invalid') return refuseFields(result.violations);
    const { createdAtMs } = result.job;
    const warnings = warningsField(result.warnings);
    const body = { job_id: jobId, status: 'queued', created_at: rfc3339(createdAtMs), ...warnings } as const;
    return { status: 202, body } as const;
  };

  serve(routes.submitJob, async (request) => {
    const { customerId, tier } = customerOf(request);
    if (!request.isMultipart() && request.body == null) return refuse('body_required');
    const begun = await jobs.begin(customerId);
    if (begun.kind === 'too_many_jobs') {
      const message = `at most ${begun.unreadJobsMax} jobs whose manifests are not read to the end: wait for one, or cancel one`;
      return refuse('too_many_jobs', { message });
    }
    const { jobId } = begun;
    if (!request.isMultipart()) {
      const { body } = request;
      return body == null ? refuse('body_required') : submit(request, jobId, body, body.manifest_url);
    }
    const under = uploads.get(customerId) ?? 0;
    if (under >= uploadsAtOnce) return refuse('too_many_uploads');
    uploads.set(customerId, under + 1);
    bodies.allowUpload(request.raw);
    let accepted = false;
    try {
      const upload = await jobs.beginUpload(jobId, customerId, declaredBytes(request));
      if (upload.kind === 'quota_exhausted') return refuse('quota_exhausted');
      if (upload.kind === 'funds_short' || upload.kind === 'day_limit') return fundsRefusal(upload, tier);
      if (upload.kind === 'too_many_bytes') {
        const message = `uploads that are not read yet may have ${upload.customerUploadBytesMax} bytes in all: wait for their jobs, or use manifest_url`;
        return refuse('too_many_uploads', { message });
      }
      const form = await readForm(request, upload);
      if (form instanceof Refusal) return form;
      // It timed out, or the server stops, and its sender got an answer that says so.
      if (request.raw.socket.writableEnded) return refuse('request_timeout');
      const answer = await submit(request, jobId, form, null);
      accepted = !(answer instanceof Refusal);
      return answer;
    } finally {
      const left = entryOf(uploads, customerId) - 1;
      if (left === 0) uploads.delete(customerId);
      else uploads.set(customerId, left);
      if (accepted) jobs.keepUpload(jobId, customerId);
      else await jobs.abandon(jobId, customerId);
    }
  });

  serve(routes.listJobs, async (request) => {
    const { limit = pageLimitDefault, cursor } = request.query;
    const page = { limit: limit + 1, before: cursor ?? null };
    const found = await jobs.list(customerOf(request).customerId, page);
    const { data, ...rest } = pageReply(
      found,
      limit,
      ({ job }) => job.jobId,
      (stored) => stored,
    );
    return { status: 200, body: { data: await Promise.all(data.map(reply)), ...rest } };
  });

  serve(routes.getJob, async (request) => {
    const stored = await jobs.job(customerOf(request).customerId, request.params.job_id);
    return stored === null ? refuse('job_not_found') : { status: 200, body: await reply(stored) };
  });

  serve(routes.listJobErrors, async (request) => {
    const { limit = pageLimitDefault, cursor = '0' } = request.query;
    const page = { limit: limit + 1, after: Number(cursor) };
    const { customerId } = customerOf(request);
    const { job_id: jobId } = request.params;
    if ((await jobs.job(customerId, jobId)) === null) return refuse('job_not_found');
    const found =
      request.query.kind === 'unshowable'
        ? await looks.ofJob(jobId, page)
        : ((await jobs.rejectedLines(customerId, jobId, page)) ?? []);
    return {
      status: 200,
      body: pageReply(
        found,
        limit,
        ({ place }) => String(place),
        ({ line, reason }) => ({ line, reason }),
      ),
    };
  });

  serve(routes.cancelJob, async (request) => {
    const result = await jobs.cancel(customerOf(request).customerId, request.params.job_id);
    if (result.kind === 'not_found') return refuse('job_not_found');
    if (result.kind === 'ended') return refuse('job_ended');
    return { status: 200, body: await reply(result.stored) };
  });

  serve(routes.redeliverJob, async (request) => {
    const credentials = credentialsOf(request.body?.credentials);
    if (credentials instanceof Refusal) return credentials;
    const result = await jobs.redeliver(customerOf(request).customerId, request.params.job_id, credentials);
    switch (result.kind) {
      case 'not_found':
        return refuse('job_not_found');
      case 'nothing_to_deliver':
        return refuse('nothing_to_deliver');
      case 'invalid':
        return refuseFields(result.violations);
      case 'no_credentials': {
        const message = 'credentials is required: those of the job are no longer kept';
        return refuseFields([{ field: 'credentials', constraint: 'required', message }]);
      }
      case 'accepted':
        return { status: 200, body: await reply(result.stored) };
    }
  });
}

function jobInput(fields: SubmitJobForm, manifestUrl: string | null): JobInput | Refusal {
  const credentials = credentialsOf(fields.credentials);
  if (credentials instanceof Refusal) return credentials;
  const { task_type, label_spec, consensus_threshold, consensus, callback_url } = fields;
  const { delivery, name, label_attribute_name, encoding, text_column } = fields;
  return {
    taskType: task_type,
    labelSpec: label_spec,
    threshold: consensus_threshold ?? null,
    consensus: consensus ?? null,
    callbackUrl: callback_url ?? null,
    manifestUrl,
    credentials,
    delivery:
      delivery == null
        ? null
        : { ...delivery, prefix: delivery.prefix ?? '', format: delivery.format ?? 'jsonl' },
    name: name ?? null,
    sensitive: fields.sensitive === true,
    crowd: {
      crowd: fields.crowd ?? null,
      own_for: fields.own_for ?? null,
      pay_own: fields.pay_own ?? null,
      ...(fields.qualification != null && { qualification: fields.qualification }),
    },
    labelAttribute: label_attribute_name ?? null,
    encoding: encoding ?? null,
    textColumn: text_column ?? null,
  };
}
