import type { JobDelivery, TaskType } from '@asg/domain';
import type { ObjectCredentials } from '@asg/object-store';

export type { ObjectCredentials };

import type { TaskInput } from '../submission/task-input.ts';

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
  /** Null: the name. */
  readonly labelAttribute: string | null;
}

/** A line of a manifest, its shape already checked. */
export interface ManifestLine {
  readonly data_url: string;
  readonly metadata?: Readonly<Record<string, unknown>> | null;
  readonly label_spec?: TaskInput['label_spec'] | null;
  readonly idempotency_key?: string | null;
  /** The right answer: the line becomes a gold item, and no task. */
  readonly gold_label?: string | null;
}

/** Checks the shape of a line; `reason` says what is wrong with it. */
export type LineCheck = (
  value: unknown,
) => { readonly ok: true; readonly line: ManifestLine } | { readonly ok: false; readonly reason: string };
