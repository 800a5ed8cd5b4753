import { itemKinds, type JobRecord, jobTaskId, type Task, type TaskType } from '@asg/domain';
import type { Storage } from '@asg/storage';

/** With what the language has and its types have not yet. */
const exactJson = JSON as unknown as {
  parse(
    text: string,
    revive: (key: string, value: unknown, context: { source?: string }) => unknown,
  ): unknown;
  rawJSON(text: string): unknown;
};
/** A line may be of 256 KiB: a page is as much as is in memory. */
const pageLines = 50;
const jobTypes = {
  image: 'groundtruth/image-classification',
  text: 'groundtruth/text-classification',
} as const;
/** Of what a line of a job of each type is; null: the line itself tells. */
const lineKinds: Readonly<Record<TaskType, keyof typeof jobTypes | null>> = {
  ...itemKinds,
  moderation: null,
};

/** The key of the label, and with `-metadata` of what is told about it. */
export function labelAttributeOf({ jobId, name, labelAttribute }: JobRecord): string {
  return labelAttribute ?? name ?? jobId;
}

/**
 * The job's lines in the format of Ground Truth's output manifest: the object as it was sent, with its label. An object that got none
 * has a `failure-reason`; one that is still open stands as it was sent. Lines that were no JSON objects are left out.
 */
export async function* groundTruthOf(storage: Storage, job: JobRecord): AsyncGenerator<Buffer> {
  const { jobId, cursor } = job;
  for (let first = 1; first <= cursor.line; first += pageLines) {
    const count = Math.min(pageLines, cursor.line - first + 1);
    const page = { limit: count, after: first - 1 };
    const ids = Array.from({ length: count }, (_, i) => jobTaskId(jobId, first + i));
    const [tasks, kept, rejected] = await Promise.all([
      storage.tasks.many(ids),
      storage.jobs.keptLines(jobId, page),
      storage.jobs.rejectedLines(jobId, page),
    ]);
    const sent = new Map(kept.map(({ line, text }) => [line, text]));
    const reasons = new Map(rejected.map(({ line, reason }) => [line, reason]));
    const lines = tasks.flatMap((task, i) => {
      const object = objectOf(task, sent.get(first + i));
      return object === null
        ? []
        : `${JSON.stringify(labelled(job, object, task, reasons.get(first + i)))}\n`;
    });
    if (lines.length > 0) yield Buffer.from(lines.join(''));
  }
}

type LineObject = Readonly<Record<string, unknown>>;

/** What was sent; a line in our own format as Ground Truth would have it. Null: neither is there. */
function objectOf(task: Task | null, sent: string | undefined): LineObject | null {
  if (sent !== undefined) return exactly(sent);
  if (task === null) return null;
  const { dataUrl, metadata } = task;
  return { 'source-ref': dataUrl, ...(metadata === null ? {} : { metadata }) };
}

/** Numbers are given back as they were written, also those that a double cannot hold. */
function exactly(text: string): LineObject {
  return exactJson.parse(text, (_key, value, { source }) =>
    typeof value === 'number' && String(value) !== source ? exactJson.rawJSON(source!) : value,
  ) as LineObject;
}

function labelled(
  job: JobRecord,
  object: LineObject,
  task: Task | null,
  rejection: string | undefined,
): LineObject {
  const isOpen = task === null ? rejection === undefined : task.closedAtMs === null && task.decision === null;
  if (isOpen) return object;
  const attribute = labelAttributeOf(job);
  const { [attribute]: _label, [`${attribute}-metadata`]: _metadata, ...others } = object;
  const common = {
    type: typeOf(job, object),
    'job-name': `labeling-job/${job.name ?? job.jobId}`,
    'human-annotated': 'yes',
  };
  const decision = task?.decision ?? null;
  if (task === null || decision === null) {
    const reason =
      task === null
        ? rejection
        : `the task ${task.state === 'cancelled' ? 'was cancelled' : 'expired without a decision'}`;
    const atMs = task?.closedAtMs ?? job.ingestedAtMs ?? job.createdAtMs;
    const failed = { ...common, 'failure-reason': reason, 'creation-date': creationDate(atMs) };
    return { ...others, [`${attribute}-metadata`]: failed };
  }
  const metadata = {
    'class-name': task.labelSpec.options[decision.option],
    confidence: decision.confidence,
    ...common,
    'creation-date': creationDate(decision.decidedAtMs),
  };
  return { ...others, [attribute]: decision.option, [`${attribute}-metadata`]: metadata };
}

function typeOf({ taskType }: JobRecord, object: LineObject): string {
  return jobTypes[lineKinds[taskType] ?? (Object.hasOwn(object, 'source') ? 'text' : 'image')];
}

/** UTC to the microsecond, without a zone, as Ground Truth writes it. */
function creationDate(ms: number): string {
  return new Date(ms).toISOString().replace('Z', '000');
}
