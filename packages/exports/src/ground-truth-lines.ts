import { type Decision, decidedUnits, itemKinds, type JobRecord, type Task } from '@asg/domain';
import { exportOf, kindTaskOf } from './kinds/kind-task.ts';
import type { ExportedItem } from './texts.ts';

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
  found: ExportedItem | null,
  rejection: string | undefined,
): LineObject {
  const task = found?.task ?? null;
  const isOpen = task === null ? rejection === undefined : task.closedAtMs === null && task.decision === null;
  if (isOpen) return object;
  const attribute = labelAttributeOf(job);
  const { [attribute]: _label, [`${attribute}-metadata`]: _metadata, ...others } = object;
  const common = (type: string) => ({
    type: `groundtruth/${itemOf(job, object)}-${type}`,
    'job-name': `labeling-job/${job.name ?? job.jobId}`,
    'human-annotated': 'yes',
  });
  const decision = task?.decision ?? null;
  const told = found === null ? null : exportOf(found).groundTruth;
  if (found === null || decision === null || told === null) {
    const atMs = task?.closedAtMs ?? decision?.decidedAtMs ?? job.ingestedAtMs ?? job.createdAtMs;
    const failed = {
      ...common('classification'),
      'failure-reason': found === null ? rejection : failureOf(found),
      'creation-date': creationDate(atMs),
    };
    return { ...others, [`${attribute}-metadata`]: failed };
  }
  const { label, meaning, type } = told(
    kindTaskOf(found, decision.option),
    confidenceOf(found.task, decision),
  );
  const metadata = { ...meaning, ...common(type), 'creation-date': creationDate(decision.decidedAtMs) };
  return { ...others, [attribute]: label, [`${attribute}-metadata`]: metadata };
}

/** Units are worked out anew where they are asked for. */
function confidenceOf(task: Task, { confidence: whole }: Decision) {
  return {
    whole,
    ofUnit: (name: string): number =>
      decidedUnits(task)?.find((unit) => unit.name === name)?.confidence ?? whole,
  };
}

function failureOf({ task }: ExportedItem): string {
  if (task.decision !== null) return `Ground Truth has no place for the labels of ${task.type}`;
  return `the task ${task.state === 'cancelled' ? 'was cancelled' : 'expired without a decision'}`;
}

/** What a line is: by the type of its job, where that takes but one; else the line itself tells. */
function itemOf({ taskType }: OutputManifest, object: LineObject): 'image' | 'text' {
  const item = taskType === 'moderation' ? 'any' : itemKinds[taskType];
  if (item !== 'any') return item;
  return Object.hasOwn(object, 'source') ? 'text' : 'image';
}

/** UTC to the microsecond, without a zone, as Ground Truth writes it. */
function creationDate(ms: number): string {
  return new Date(ms).toISOString().replace('Z', '000');
}
