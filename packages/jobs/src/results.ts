import type { FundsRefusal, JobRecord, StoredJob } from '@asg/domain';
import type { Violation } from '@asg/people';

export type BeginJobResult =
  | { readonly kind: 'begun'; readonly jobId: string }
  | { readonly kind: 'too_many_jobs'; readonly unreadJobsMax: number };

/** Where an upload goes, and how large it may become. */
export interface UploadFile {
  readonly path: string;
  readonly bytesMax: number;
  /** Whether its customer's uploads leave room for so many bytes of it. */
  readonly hasRoom: (length: number) => Promise<boolean>;
}

export type BeginUploadResult =
  | ({ readonly kind: 'begun' } & UploadFile)
  | { readonly kind: 'quota_exhausted' }
  | FundsRefusal
  | { readonly kind: 'too_many_bytes'; readonly customerUploadBytesMax: number };

export type SubmitJobResult =
  | { readonly kind: 'accepted'; readonly job: JobRecord; readonly warnings: readonly string[] }
  | { readonly kind: 'invalid'; readonly violations: readonly Violation[] };

export type CancelJobResult =
  | { readonly kind: 'cancelled'; readonly stored: StoredJob }
  | { readonly kind: 'not_found' }
  | { readonly kind: 'ended'; readonly stored: StoredJob };

export type RedeliverResult =
  | { readonly kind: 'accepted'; readonly stored: StoredJob }
  | { readonly kind: 'not_found' | 'nothing_to_deliver' | 'no_credentials' }
  | { readonly kind: 'invalid'; readonly violations: readonly Violation[] };
