import {
  googleHost,
  isBucketName,
  isBucketRef,
  type ObjectName,
  objectNamed,
  pathOfKey,
  publicAddress,
} from '@asg/domain';
import type { ObjectCredentials, ObjectLocation } from './port.ts';

export { isBucketRef };

/**
 * Where a manifest URL leads: `s3://`, `gs://`, or https. With credentials, a bucket's own https URL leads to the bucket;
 * without them a bucket is read over https as anyone can. Null: it is none of these.
 */
export function locationOf(text: string, credentials: ObjectCredentials | null): ObjectLocation | null {
  if (isBucketRef(text)) {
    const named = objectNamed(text);
    if (named === null) return null;
    if (credentials === null) return { kind: 'web', url: addressOfObject(named, null) };
    return credentials.kind === named.kind ? named : null;
  }
  if (!URL.canParse(text)) return null;
  const url = new URL(text);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return null;
  if (credentials === null) return { kind: 'web', url: url.href };
  const key = decoded(url.pathname.slice(1));
  return key === null ? null : bucketOfUrl(url, key, credentials);
}

/**
 * The web address of an object that is named as `s3://bucket/key` or `gs://bucket/key`, as `locationOf` takes it; it leads back there.
 * A permanent URL of the object: no part of it is a credential. Null: the text is no such name.
 */
export function addressOf(ref: string, credentials: ObjectCredentials | null): string | null {
  const named = objectNamed(ref);
  return named === null ? null : addressOfObject(named, credentials);
}

function addressOfObject(named: ObjectName, credentials: ObjectCredentials | null): string {
  const endpoint = named.kind === 's3' && credentials?.kind === 's3' ? credentials.endpoint : null;
  return endpoint === null
    ? publicAddress(named)
    : `${new URL(endpoint).origin}/${named.bucket}${pathOfKey(named.key)}`;
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
  return found !== null && isBucketName(found.bucket) && found.key !== '' ? found : null;
}

function decoded(path: string): string | null {
  try {
    return decodeURIComponent(path);
  } catch {
    return null;
  }
}
