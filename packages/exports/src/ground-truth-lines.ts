import type { JobRecord, Task, TaskType } from '@asg/domain';

const jobTypes = {
  image: 'groundtruth/image-classification',
  text: 'groundtruth/text-classification',
} as const;
/** Of what a line of a job of each type is; null: the line itself tells. */
const lineKinds: Readonly<Record<TaskType, keyof typeof jobTypes | null>> = {
  image_classification: 'image',
  text_classification: 'text',
  sentiment: 'text',
  moderation: null,
  comparison: null,
  multi_label: null,
  rating: null,
};

/** The key of the label, and with `-metadata` of what is told about it. */
export function labelAttributeOf({
  jobId,
  name,
  labelAttribute,
}: Pick<JobRecord, 'jobId' | 'name' | 'labelAttribute'>): string {
  return labelAttribute ?? name ?? jobId;
}

export type LineObject = Readonly<Record<string, unknown>>;

/** What an output manifest says of the whole. */
export type OutputManifest = Pick<
  JobRecord,
  'jobId' | 'name' | 'labelAttribute' | 'taskType' | 'ingestedAtMs' | 'createdAtMs'
>;

/** The object as it was sent, with its label; with a `failure-reason` where it got none; as it is while it is open. */
export function labelledObject(
  job: OutputManifest,
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

function typeOf({ taskType }: OutputManifest, object: LineObject): string {
  return jobTypes[lineKinds[taskType] ?? (Object.hasOwn(object, 'source') ? 'text' : 'image')];
}

/** UTC to the microsecond, without a zone, as Ground Truth writes it. */
function creationDate(ms: number): string {
  return new Date(ms).toISOString().replace('Z', '000');
}
