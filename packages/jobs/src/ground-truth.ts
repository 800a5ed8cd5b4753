import { type SourceLine, sourceItem } from '@asg/domain';
import { urlLengthMax, urlProblem } from '@asg/engines';
import { addressOf, isBucketRef, type ObjectCredentials } from '@asg/object-store';

/** Ground Truth's own limit, in characters. */
const objectLengthMax = 100_000;
const bucketRefForm =
  's3://bucket/key or gs://bucket/key, without . or .. between slashes or control characters';
const textUrlPrefix = 'data:text/plain;charset=utf-8;base64,';

/** Where the data of a line are, or what is wrong with it. */
export type SourceOutcome =
  | { readonly ok: true; readonly dataUrl: string; readonly needsCredentials: boolean }
  | { readonly ok: false; readonly reason: string };

/**
 * The data that a line names. An object of a bucket has the web address that it has for good; a text is its own address, so that a receipt
 * commits to the very text that was labelled.
 */
export function sourceOf(
  line: SourceLine,
  length: number,
  {
    isImage,
    credentials,
    insecureHosts,
  }: {
    readonly isImage: boolean;
    readonly credentials: ObjectCredentials | null;
    readonly insecureHosts: readonly string[];
  },
): SourceOutcome {
  if (length > objectLengthMax) return wrong(`the line is longer than ${objectLengthMax} characters`);
  const item = sourceItem(line);
  if (item.kind === 'wrong') return wrong(item.reason);
  if (item.kind === 'ref') return referredTo(item.ref, credentials, insecureHosts);
  if (isImage) return wrong('source is a text, and the job labels images: give source-ref');
  return {
    ok: true,
    dataUrl: textUrlPrefix + Buffer.from(item.text).toString('base64'),
    needsCredentials: false,
  };
}

function referredTo(
  ref: string,
  credentials: ObjectCredentials | null,
  insecureHosts: readonly string[],
): SourceOutcome {
  const url = isBucketRef(ref) ? addressOf(ref, credentials) : ref;
  if (url === null) return wrong(`source-ref must be ${bucketRefForm}, or an https URL`);
  if (url.length > urlLengthMax)
    return wrong(`source-ref must not be longer than ${urlLengthMax} characters as a URL`);
  const problem = urlProblem(url, insecureHosts);
  if (problem !== null) return wrong(`source-ref ${problem}, or s3://bucket/key`);
  return { ok: true, dataUrl: url, needsCredentials: opens(credentials, ref) };
}

/** Where the object of a bucket is that the `data_url` of a line names; the job must have what opens it. Null: it names none. */
export function bucketData(dataUrl: string, credentials: ObjectCredentials | null): SourceOutcome | null {
  if (!isBucketRef(dataUrl)) return null;
  if (!opens(credentials, dataUrl)) {
    const store = /^s3/i.test(dataUrl) ? 'S3' : 'GCS';
    return wrong(`data_url names an object of a bucket, and the job has no credentials of ${store}`);
  }
  const url = addressOf(dataUrl, credentials);
  if (url === null) return wrong(`data_url must be ${bucketRefForm}, or an https URL`);
  if (url.length > urlLengthMax)
    return wrong(`data_url must not be longer than ${urlLengthMax} characters as a URL`);
  return { ok: true, dataUrl: url, needsCredentials: true };
}

/** Whether the credentials are of the store that the text names. */
function opens(credentials: ObjectCredentials | null, ref: string): boolean {
  return credentials !== null && isBucketRef(ref) && /^s3/i.test(ref) === (credentials.kind === 's3');
}

function wrong(reason: string): SourceOutcome {
  return { ok: false, reason };
}
