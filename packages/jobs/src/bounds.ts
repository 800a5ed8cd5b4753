import { ObjectStoreFailure } from '@asg/object-store';

/** What one manifest, and one customer with many of them, may take up. */
export interface JobBounds {
  /** Of one manifest, wherever it is read from, unpacked. */
  readonly manifestBytesMax: number;
  /** In a row, without a line that becomes a task or a gold item: blank, rejected, or a line without an end. */
  readonly barrenBytesMax: number;
  /** Rejected lines that are kept of one job. */
  readonly rejectedLinesMax: number;
  /** Of one upload, and of a zip that is copied from elsewhere. */
  readonly uploadBytesMax: number;
  /** Of one customer's uploads, and copies, that are kept. */
  readonly customerUploadBytesMax: number;
  /** Jobs of one customer whose manifests are not read to the end. */
  readonly unreadJobsMax: number;
  /** An upload that is not read to the end by then is removed, and its job fails. */
  readonly uploadKeepMs: number;
}

export const jobBoundsDefault: JobBounds = {
  manifestBytesMax: 10 * 1024 ** 3,
  barrenBytesMax: 16 * 1024 ** 2,
  rejectedLinesMax: 10_000,
  uploadBytesMax: 4 * 1024 ** 3,
  customerUploadBytesMax: 4 * 1024 ** 3,
  unreadJobsMax: 100,
  uploadKeepMs: 7 * 86_400_000,
};

/** A manifest that goes beyond a bound: the same again gives the same. */
export function beyond(variable: string, message: string): ObjectStoreFailure {
  return new ObjectStoreFailure('refused', `${message} (${variable})`);
}

export function tooLarge({ manifestBytesMax }: JobBounds): ObjectStoreFailure {
  return beyond('MANIFEST_MAX_BYTES', `the manifest is larger than ${manifestBytesMax} bytes`);
}

export function barren({ barrenBytesMax }: JobBounds): ObjectStoreFailure {
  const message = `more than ${barrenBytesMax} bytes in a row without a line that can be used`;
  return beyond('MANIFEST_MAX_BYTES_WITHOUT_LINE', message);
}

/** `cause`: the first of them, where no row was of use. */
export function tooManyRejected({ rejectedLinesMax }: JobBounds, cause: string | null): ObjectStoreFailure {
  const message = `more than ${rejectedLinesMax} lines were rejected: ${cause ?? 'see the job’s errors'}`;
  return beyond('MANIFEST_MAX_REJECTED_LINES', message);
}
