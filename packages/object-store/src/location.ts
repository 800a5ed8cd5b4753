import type { ObjectCredentials, ObjectLocation } from './port.ts';

const bucketForm = /^[a-z0-9][a-z0-9._-]{1,220}[a-z0-9]$/;
const googleHost = 'storage.googleapis.com';

/**
 * Where a manifest URL leads: `s3://`, `gs://`, or https. With credentials, a bucket's own https URL leads to the bucket;
 * without them a bucket is read over https as anyone can. Null: it is none of these.
 */
export function locationOf(text: string, credentials: ObjectCredentials | null): ObjectLocation | null {
  if (!URL.canParse(text)) return null;
  const url = new URL(text);
  const key = decoded(url.pathname.slice(1));
  if (key === null) return null;
  if (url.protocol === 's3:' || url.protocol === 'gs:') {
    const kind = url.protocol === 's3:' ? 's3' : 'gcs';
    const bucket = url.host;
    if (!bucketForm.test(bucket) || key === '' || url.search !== '') return null;
    if (credentials === null) return { kind: 'web', url: publicUrl(kind, bucket, url.pathname) };
    return credentials.kind === kind ? { kind, bucket, key } : null;
  }
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return null;
  if (credentials === null) return { kind: 'web', url: url.href };
  return bucketOfUrl(url, key, credentials);
}

/**
 * The web address of an object that a manifest names as `s3://bucket/key` or `gs://bucket/key`, the key as it is, not percent-encoded.
 * A permanent URL of the object: no part of it is a credential. Null: it is neither, or no URL can carry its key.
 */
export function addressOf(ref: string, credentials: ObjectCredentials | null): string | null {
  const [, scheme, bucket, key] = /^(s3|gs):\/\/([^/]+)\/(.+)$/s.exec(ref) ?? [];
  if (bucket === undefined || key === undefined || !bucketForm.test(bucket)) return null;
  const segments = key.split('/');
  // URLs lose these.
  if (segments.includes('.') || segments.includes('..') || !key.isWellFormed()) return null;
  const path = `/${segments.map(encodeURIComponent).join('/')}`;
  if (scheme === 'gs') return publicUrl('gcs', bucket, path);
  const endpoint = credentials?.kind === 's3' ? credentials.endpoint : null;
  return endpoint === null ? publicUrl('s3', bucket, path) : `${new URL(endpoint).origin}/${bucket}${path}`;
}

function publicUrl(kind: 's3' | 'gcs', bucket: string, path: string): string {
  if (kind === 'gcs') return `https://${googleHost}/${bucket}${path}`;
  // A bucket with a dot in its name has no certificate for a host name of its own.
  return bucket.includes('.')
    ? `https://s3.amazonaws.com/${bucket}${path}`
    : `https://${bucket}.s3.amazonaws.com${path}`;
}

/** The bucket that a web address with credentials means; null where it is no bucket of theirs. */
function bucketOfUrl(url: URL, path: string, credentials: ObjectCredentials): ObjectLocation | null {
  const { kind } = credentials;
  const [first = '', ...rest] = path.split('/');
  const byPath = { kind, bucket: first, key: rest.join('/') };
  let found = null;
  if (kind === 'gcs') {
    const own = url.hostname.endsWith(`.${googleHost}`);
    if (own) found = { kind, bucket: url.hostname.slice(0, -googleHost.length - 1), key: path };
    else if (url.hostname === googleHost) found = byPath;
  } else if (credentials.endpoint !== null) {
    if (new URL(credentials.endpoint).host === url.host) found = byPath;
  } else {
    const match = /^(?:(.+)\.)?s3[.-](?:[a-z0-9-]+\.)?amazonaws\.com$/.exec(url.hostname);
    if (match !== null) found = match[1] === undefined ? byPath : { kind, bucket: match[1], key: path };
  }
  return found !== null && bucketForm.test(found.bucket) && found.key !== '' ? found : null;
}

function decoded(path: string): string | null {
  try {
    return decodeURIComponent(path);
  } catch {
    return null;
  }
}
