import { type Decision, decidedUnits, itemKinds, type JobRecord, type Task } from '@asg/domain';
import type { GroundTruthLabel } from './kinds/kind-export.ts';
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
    type: `groundtruth/${type.replace('ITEM', itemOf(job, object))}`,
    'job-name': `labeling-job/${job.name ?? job.jobId}`,
    'human-annotated': 'yes',
  });
  const decision = task?.decision ?? null;
  const told = toldOf(found, decision);
  if (typeof told === 'string') {
    const atMs = task?.closedAtMs ?? decision?.decidedAtMs ?? job.ingestedAtMs ?? job.createdAtMs;
    const failed = {
      ...common('ITEM-classification'),
      'failure-reason': found === null ? rejection : told,
      'creation-date': creationDate(atMs),
    };
    return { ...others, [`${attribute}-metadata`]: failed };
  }
  const { label, meaning, type } = told;
  const decidedAtMs = decision?.decidedAtMs ?? job.createdAtMs;
  const metadata = { ...meaning, ...common(type), 'creation-date': creationDate(decidedAtMs) };
  return { ...others, [attribute]: label, [`${attribute}-metadata`]: metadata };
}

/** What is told of a label, or why nothing is. */
function toldOf(found: ExportedItem | null, decision: Decision | null): GroundTruthLabel | string {
  if (found === null) return 'there is no task';
  if (decision === null)
    return `the task ${found.task.state === 'cancelled' ? 'was cancelled' : 'expired without a decision'}`;
  const { groundTruth } = exportOf(found);
  if (groundTruth === null) return `Ground Truth has no place for the labels of ${found.task.type}`;
  return groundTruth(kindTaskOf(found, decision.option), confidenceOf(found.task, decision));
}

/** Units are worked out anew where they are asked for. */
function confidenceOf(task: Task, { confidence: whole }: Decision) {
  return {
    whole,
    ofUnit: (name: string): number =>
      decidedUnits(task)?.find((unit) => unit.name === name)?.confidence ?? whole,
  };
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
