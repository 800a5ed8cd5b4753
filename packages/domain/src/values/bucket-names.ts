const bucketForm = /^[a-z0-9][a-z0-9._-]{1,220}[a-z0-9]$/;
const controls = /\p{Cc}/u;
/** Where buckets of GCS are read on the web. */
export const googleHost = 'storage.googleapis.com';

/** An object as `s3://bucket/key` or `gs://bucket/key` names it. */
export interface ObjectName {
  readonly kind: 's3' | 'gcs';
  readonly bucket: string;
  readonly key: string;
}

export const isBucketName = (text: string): boolean => bucketForm.test(text);

/** Whether the text is meant as the name of an object in a bucket, `s3:` or `gs:`. */
export function isBucketRef(text: string): boolean {
  return /^(s3|gs):/i.test(text);
}

/**
 * The object that a text names as `s3://bucket/key` or `gs://bucket/key`, the key to the letter: nothing in it is percent-encoded, and `#`
 * and `?` belong to it. Null: it is neither, or no URL can carry its key (`.` and `..` between slashes get lost), or it has control characters.
 */
export function objectNamed(text: string): ObjectName | null {
  const [, scheme, bucket, key] = /^(s3|gs):\/\/([^/]+)\/(.+)$/is.exec(text) ?? [];
  if (scheme === undefined || bucket === undefined || key === undefined || !isBucketName(bucket)) return null;
  const segments = key.split('/');
  if (segments.includes('.') || segments.includes('..') || !key.isWellFormed() || controls.test(key))
    return null;
  return { kind: scheme.toLowerCase() === 's3' ? 's3' : 'gcs', bucket, key };
}

/** The path of an object's key in a URL. */
export const pathOfKey = (key: string): string => `/${key.split('/').map(encodeURIComponent).join('/')}`;

/** The web address of an object that anyone may read; for good. */
export function publicAddress({ kind, bucket, key }: ObjectName): string {
  const path = pathOfKey(key);
  if (kind === 'gcs') return `https://${googleHost}/${bucket}${path}`;
  // A bucket with a dot in its name has no certificate for a host name of its own.
  return bucket.includes('.')
    ? `https://s3.amazonaws.com/${bucket}${path}`
    : `https://${bucket}.s3.amazonaws.com${path}`;
}
