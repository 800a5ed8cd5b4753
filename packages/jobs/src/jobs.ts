import {
  allowanceOf,
  type CustomerRecord,
  costOfLabels,
  coverSourceOf,
  type FundsRefusal,
  type JobRecord,
  type Payer,
  readPlaced,
  redelivery,
  type StoredJob,
  spendableSats,
  submittedLabelSpec,
  type Task,
} from '@asg/domain';
import {
  crowdViolations,
  type IntakeRules,
  policyOf,
  submissionWarnings,
  taskViolations,
  urlProblem,
} from '@asg/engines';
import { formatProblem, labelAttributeOf } from '@asg/exports';
import { encodingOf } from '@asg/formats';
import { locationOf, type ObjectCredentials, ObjectStoreFailure } from '@asg/object-store';
import type { EngineContext, Violation } from '@asg/people';
import type { RejectedLine } from '@asg/storage';
import { at } from '@asg/values/present';
import type { JobBounds } from './bounds.ts';
import { credentialViolations } from './credentials.ts';
import { hasCrowd, howToRead, type JobInput, sampleTask } from './job-input.ts';
import type { Manifests } from './manifests.ts';
import type {
  BeginJobResult,
  BeginUploadResult,
  CancelJobResult,
  RedeliverResult,
  SubmitJobResult,
} from './results.ts';
import { secondsLeft } from './seconds-left.ts';
import type { Uploads } from './uploads.ts';

const attemptsMax = 10;
const attributesTaken = /^source$|-ref$|-metadata$/;
const prefixForm = /^[^\p{Cc}]{0,500}$/u;

/** Accepts jobs from customers and shows their status. Every method sees only one customer's jobs. */
export class Jobs {
  readonly #context: EngineContext;
  readonly #rules: IntakeRules;
  readonly #manifests: Manifests;
  readonly #uploads: Uploads;
  readonly #bounds: JobBounds;

  constructor(
    context: EngineContext,
    rules: IntakeRules,
    parts: { readonly manifests: Manifests; readonly uploads: Uploads; readonly bounds: JobBounds },
  ) {
    this.#context = context;
    this.#rules = rules;
    this.#manifests = parts.manifests;
    this.#uploads = parts.uploads;
    this.#bounds = parts.bounds;
  }

  /** An id for a job that is about to be submitted; or why the customer can have none now. */
  async begin(customerId: string): Promise<BeginJobResult> {
    const { unreadJobsMax } = this.#bounds;
    const unread = await this.#context.storage.jobs.countUnread(customerId, unreadJobsMax);
    return unread >= unreadJobsMax
      ? { kind: 'too_many_jobs', unreadJobsMax }
      : { kind: 'begun', jobId: this.#context.ids.next('job') };
  }

  /**
   * The file that a job's manifest may be uploaded to, and how large it may become. `bytes`: its size as far as it is known; where it is
   * not, `hasRoom` is asked as it grows. What came of the upload is told by `keepUpload` or `abandon`.
   */
  async beginUpload(jobId: string, customerId: string, bytes: number | null): Promise<BeginUploadResult> {
    const customer = await this.#context.storage.customers.get(customerId);
    const shortage = customer === null ? null : this.#shortageOf(customer);
    if (shortage !== null) return shortage;
    const file = await this.#uploads.begin({ jobId, customerId }, bytes, this.#bounds);
    const { customerUploadBytesMax } = this.#bounds;
    return file === null ? { kind: 'too_many_bytes', customerUploadBytesMax } : { kind: 'begun', ...file };
  }

  /** Why not even one usual task could be made of an upload now; null: it could. */
  #shortageOf(customer: CustomerRecord): { readonly kind: 'quota_exhausted' } | FundsRefusal | null {
    if (customer.quotaLeft === 0) return { kind: 'quota_exhausted' };
    const spendable = spendableSats(customer.balance, allowanceOf(customer, this.#rules));
    const missingSats = costOfLabels(1, this.#rules.price) - spendable;
    return missingSats <= 0 ? null : { kind: 'funds_short', missingSats, freeSats: Math.max(0, spendable) };
  }

  /** The upload is whole and its job accepted. */
  keepUpload(jobId: string, customerId: string): void {
    this.#uploads.keep({ jobId, customerId });
  }

  /** Removes what was uploaded for a job that did not come about. */
  abandon(jobId: string, customerId: string): Promise<void> {
    return this.#uploads.drop({ jobId, customerId });
  }

  async submit(jobId: string, customer: Payer, input: JobInput): Promise<SubmitJobResult> {
    const { customerId } = customer;
    const violations = this.#violations(customer, input);
    if (violations.length > 0) return { kind: 'invalid', violations };
    const nowMs = this.#context.clock.nowMs();
    const job: JobRecord = {
      jobId,
      customerId,
      revision: 0,
      status: 'queued',
      manifestUrl: input.manifestUrl,
      taskType: input.taskType,
      labelSpec: submittedLabelSpec(input.labelSpec),
      threshold: input.threshold,
      ...(input.consensus == null ? {} : { consensus: input.consensus }),
      callbackUrl: input.callbackUrl,
      credentials: input.credentials === null ? null : this.#manifests.seal(jobId, input.credentials),
      delivery: input.delivery,
      ...(input.sensitive && { sensitive: true }),
      ...(hasCrowd(input.crowd) && { crowd: input.crowd }),
      ...(input.name === null ? {} : { name: input.name }),
      ...(input.labelAttribute === null ? {} : { labelAttribute: input.labelAttribute }),
      ...howToRead(input),
      cursor: { offset: 0, line: 0, tag: null, accepted: 0, repeated: 0, rejected: 0 },
      note: null,
      failures: 0,
      dueAtMs: nowMs,
      cancelledLine: 0,
      createdAtMs: nowMs,
      ingestedAtMs: null,
      endedAtMs: null,
      deliveredAtMs: null,
    };
    await this.#context.storage.jobs.save(job);
    const warnings = await submissionWarnings(this.#context.storage, customerId, [
      { callback_url: input.callbackUrl, label_spec: input.labelSpec },
    ]);
    return { kind: 'accepted', job, warnings };
  }

  #violations(customer: Payer, input: JobInput): readonly Violation[] {
    const found: Violation[] = [];
    const refuse = (field: string, constraint: string, message: string): void => {
      found.push({ field, constraint, message: `${field} ${message}` });
    };
    crowdViolations(input.crowd, refuse, coverSourceOf(customer));
    const { manifestUrl, credentials, delivery } = input;
    if (manifestUrl !== null) {
      const location = locationOf(manifestUrl, credentials);
      if (location === null) {
        refuse(
          'manifest_url',
          'location',
          'must be s3://bucket/key, gs://bucket/key (without . or .. between slashes) or an https URL; with credentials, one of their own store',
        );
      } else if (location.kind === 'web') {
        const problem = urlProblem(location.url, this.#rules.insecureHosts);
        if (problem !== null) refuse('manifest_url', 'url', problem);
      }
    }
    found.push(...credentialViolations(credentials, delivery, this.#rules));
    if (delivery !== null && !prefixForm.test(delivery.prefix))
      refuse('delivery.prefix', 'pattern', 'must hold no control characters');
    const noPlace = delivery === null ? null : formatProblem(delivery.format ?? 'jsonl', input.taskType);
    if (noPlace !== null) found.push({ field: 'delivery.format', constraint: 'task_type', message: noPlace });
    if (input.encoding !== null && encodingOf(input.encoding) === null)
      refuse('encoding', 'encoding', 'is not known: give a name such as windows-1252 or shift_jis');
    const attribute = input.labelAttribute ?? input.name;
    if (attribute !== null && attributesTaken.test(attribute)) {
      const field = input.labelAttribute === null ? 'name' : 'label_attribute_name';
      refuse(
        field,
        'taken',
        'must not be source or end in -ref or -metadata: these keys have a meaning of their own',
      );
    }
    return [...found, ...taskViolations(sampleTask(input), this.#rules)];
  }

  /** The customer's job, or null: another's does not exist for them. */
  async job(customerId: string, jobId: string): Promise<StoredJob | null> {
    const stored = await this.#context.storage.jobs.get(jobId);
    return stored?.job.customerId === customerId ? stored : null;
  }

  /** The newest first; `before`: the last id of the page before. */
  list(customerId: string, page: { limit: number; before: string | null }): Promise<readonly StoredJob[]> {
    return this.#context.storage.jobs.list(customerId, page);
  }

  /** Lines that became no task, by place, from which the page goes on; null where the customer has no such job. */
  async rejectedLines(
    customerId: string,
    jobId: string,
    page: { limit: number; after: number },
  ): Promise<readonly (RejectedLine & { readonly place: number })[] | null> {
    if ((await this.job(customerId, jobId)) === null) return null;
    const found = await this.#context.storage.jobs.rejectedLines(jobId, page);
    const placed = found.map(({ line: place, reason }) => ({ ...readPlaced(reason, place), place }));
    return placed.map(({ line, text: reason, place }) => ({ line, reason, place }));
  }

  /** Reads no further; tasks that are still open are cancelled one after the other, and their quota comes back. */
  async cancel(customerId: string, jobId: string): Promise<CancelJobResult> {
    const { storage, clock } = this.#context;
    for (let attempt = 1; attempt <= attemptsMax; attempt++) {
      const stored = await this.job(customerId, jobId);
      if (stored === null) return { kind: 'not_found' };
      const { job } = stored;
      if (job.status === 'cancelled') return { kind: 'cancelled', stored };
      if (job.endedAtMs !== null) return { kind: 'ended', stored };
      const nowMs = clock.nowMs();
      const revision = job.revision + 1;
      const next = { ...job, revision, status: 'cancelled', dueAtMs: nowMs, endedAtMs: nowMs } as const;
      if ((await storage.jobs.save(next)) === 'saved')
        return { kind: 'cancelled', stored: { ...stored, job: next } };
    }
    throw new Error(`the job ${jobId} changed ${attemptsMax} times while it was to be cancelled`);
  }

  /** How labels decide the job's tasks. */
  policy({ consensus, threshold }: JobRecord): Task['consensus'] {
    const ordered = { consensus: consensus ?? null, consensus_threshold: threshold };
    return policyOf(ordered, this.#rules, '');
  }

  /** Sends the results of a completed job again, where they could not be delivered; `credentials` in place of its own, or null. */
  async redeliver(
    customerId: string,
    jobId: string,
    credentials: ObjectCredentials | null,
  ): Promise<RedeliverResult> {
    const { storage, clock } = this.#context;
    for (let attempt = 1; attempt <= attemptsMax; attempt++) {
      const stored = await this.job(customerId, jobId);
      if (stored === null) return { kind: 'not_found' };
      const { delivery } = stored.job;
      const violations = credentials === null ? [] : credentialViolations(credentials, delivery, this.#rules);
      if (violations.length > 0) return { kind: 'invalid', violations };
      const sealed = credentials === null ? null : this.#manifests.seal(jobId, credentials);
      const found = redelivery(stored.job, sealed, clock.nowMs());
      if (found.kind === 'as_it_is') return { kind: 'accepted', stored };
      if (found.kind !== 'due') return found;
      if ((await storage.jobs.save(found.job)) === 'saved')
        return { kind: 'accepted', stored: { ...stored, job: found.job } };
    }
    throw new Error(`the job ${jobId} changed ${attemptsMax} times while it was to be delivered again`);
  }

  /** What the job's label is called in Ground Truth's format. */
  labelAttribute(job: JobRecord): string {
    return labelAttributeOf(job);
  }

  /**
   * Where the data of each task can be read until a time: its `dataUrl`, or a signed address of the object where the credentials of
   * its job are what opens it.
   */
  async readableUrls(tasks: readonly Task[], untilMs: number): Promise<readonly string[]> {
    const { storage, clock, log } = this.#context;
    const nowMs = clock.nowMs();
    const valid = { nowMs, secondsMax: Math.max(1, Math.ceil((untilMs - nowMs) / 1000)) };
    const urls = tasks.map(({ dataUrl }) => dataUrl);
    for (const jobId of new Set(tasks.flatMap((task) => task.jobId ?? []))) {
      const stored = await storage.jobs.get(jobId);
      if (stored === null || stored.job.cursor.needsCredentials !== true) continue;
      const places = tasks.flatMap((task, i) => (task.jobId === jobId ? i : []));
      try {
        const own = places.map((i) => at(urls, i));
        const signed = await this.#manifests.readableUrls(stored.job, own, valid);
        for (const [n, i] of places.entries()) urls[i] = at(signed, n);
      } catch (error) {
        if (!(error instanceof ObjectStoreFailure)) throw error;
        log.warn({ job_id: jobId, reason: error.message }, 'data of a job cannot be signed for');
      }
    }
    return urls;
  }

  /** Seconds until the last task is closed at the pace so far; null where nothing can be said. */
  etaSeconds(stored: StoredJob): number | null {
    return secondsLeft(stored, this.#context.clock.nowMs());
  }
}
