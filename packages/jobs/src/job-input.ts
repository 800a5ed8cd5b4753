import { comparesItems, type JobDelivery, type JobRecord, type TaskType } from '@asg/domain';
import type { CrowdInput, TaskInput } from '@asg/engines';
import type { ObjectCredentials } from '@asg/object-store';

export type { ObjectCredentials };

/** A job as a customer submits it, its shape already checked by the API's schema. */
export interface JobInput {
  readonly taskType: TaskType;
  readonly labelSpec: TaskInput['label_spec'];
  readonly threshold: number | null;
  readonly consensus: TaskInput['consensus'];
  readonly callbackUrl: string | null;
  /** Null: the manifest was uploaded. */
  readonly manifestUrl: string | null;
  readonly credentials: ObjectCredentials | null;
  readonly delivery: JobDelivery | null;
  readonly name: string | null;
  readonly sensitive: boolean;
  readonly crowd: CrowdInput;
  /** Null: the name. */
  readonly labelAttribute: string | null;
  /** Of the manifest, where it is neither UTF-8 nor says it itself. */
  readonly encoding: string | null;
  /** The column with the items' texts. */
  readonly textColumn: string | null;
}

/** How the job's file is read, as the job keeps it. */
export const howToRead = ({
  encoding,
  textColumn,
}: JobInput): Pick<JobRecord, 'encoding' | 'textColumn'> => ({
  ...(encoding === null ? {} : { encoding }),
  ...(textColumn === null ? {} : { textColumn }),
});

/** A row of a manifest, its shape already checked: what it leaves out comes from the job. */
export type ManifestLine = Omit<TaskInput, 'type' | 'label_spec'> & {
  /** That of the job, where it is said. */
  readonly type?: TaskType | null;
  readonly label_spec?: TaskInput['label_spec'] | null;
  /** The right answer: the line becomes a gold item, and no task. */
  readonly gold_label?: string | null;
  /** With `gold_label`: its workers are told the right answer. */
  readonly gold_feedback?: boolean | null;
  /** With `gold_label`: it is an item of practice. */
  readonly gold_practice?: boolean | null;
  readonly gold_explanation?: string | null;
};

/** Checks the shape of a line; `reason` says what is wrong with it. */
export type LineCheck = (
  value: unknown,
) => { readonly ok: true; readonly line: ManifestLine } | { readonly ok: false; readonly reason: string };

/** Whether it is said whom the tasks are for. */
export const hasCrowd = ({ crowd, qualification }: CrowdInput): boolean =>
  (crowd ?? 'public') !== 'public' || qualification != null;

/** A task of the job, to look for what is wrong with all of them. Each line brings its item, or what is compared. */
export const sampleTask = (input: JobInput): TaskInput => ({
  type: input.taskType,
  data_url: 'https://example.com/',
  label_spec: input.labelSpec,
  consensus_threshold: input.threshold,
  consensus: input.consensus ?? null,
  callback_url: input.callbackUrl,
  ...(comparesItems(input.taskType) && { items: ['a', 'b'].map((id) => ({ id, data: { text: id } })) }),
});
