import type { AssetRules, BlobBucket } from '@asg/assets';
import type { ObjectCredentials } from '@asg/object-store';
import { isRecord } from '@asg/values/json';
import { ConfigError, text, wholeNumber } from './variables.ts';

const dayMs = 86_400_000;

/** What customers give by value: a part of the table of all variables. */
export const assetVariables = {
  ASSETS_URL: text(
    '',
    'Bucket for the bytes of assets, `s3://bucket/prefix` or `gs://bucket/prefix`; the folder `assets` of the data folder where it is not set. Processes that share a store need it.',
  ),
  ASSETS_CREDENTIALS: text(
    '',
    'Of that bucket, as JSON: `{"access_key_id", "secret_access_key", "region", "endpoint"?}`, or the key file of a service account.',
  ),
  ASSET_MAX_BYTES: wholeNumber('10485760', 1, 67_108_864, 'Largest asset that a customer can give.'),
  ASSETS_MAX_BYTES_PER_CUSTOMER: wholeNumber(
    '10737418240',
    0,
    1e15,
    'Bytes of all assets of a customer; further ones are refused.',
  ),
  ASSET_KEEP_DAYS: wholeNumber(
    '30',
    1,
    36_500,
    'An asset is deleted so many days after the last task that shows it has ended, or after it was given where none ever did.',
  ),
} as const;

export interface AssetSettings {
  readonly assetRules: AssetRules;
  /** Null: in the data folder. */
  readonly assetBucket: BlobBucket | null;
}

type Name = keyof typeof assetVariables;
type Read = <N extends Name>(name: N) => ReturnType<(typeof assetVariables)[N]['parse']>;

export function assetSettings(read: Read): AssetSettings {
  return {
    assetRules: {
      bytesMax: read('ASSET_MAX_BYTES'),
      customerBytesMax: read('ASSETS_MAX_BYTES_PER_CUSTOMER'),
      keepMs: read('ASSET_KEEP_DAYS') * dayMs,
    },
    assetBucket: bucketOf(read('ASSETS_URL'), read('ASSETS_CREDENTIALS')),
  };
}

function bucketOf(url: string, credentials: string): BlobBucket | null {
  if (url !== '')
    return namedBucket({ url, credentials }, { url: 'ASSETS_URL', credentials: 'ASSETS_CREDENTIALS' });
  if (credentials !== '') throw new ConfigError('ASSETS_CREDENTIALS', 'is of no use without ASSETS_URL');
  return null;
}

/** A bucket by its URL, with credentials in JSON. `blamed`: what a ConfigError names. */
export function namedBucket(
  { url, credentials }: { readonly url: string; readonly credentials: string },
  blamed: { readonly url: string; readonly credentials: string },
): BlobBucket {
  const [, scheme, bucket, prefix = ''] =
    /^(s3|gs):\/\/([a-z0-9][a-z0-9._-]{1,220}[a-z0-9])(?:\/(.*))?$/.exec(url) ?? [];
  if (bucket === undefined)
    throw new ConfigError(blamed.url, 'must be s3://bucket/prefix or gs://bucket/prefix');
  const kind = scheme === 's3' ? 's3' : 'gcs';
  return {
    kind,
    bucket,
    prefix: prefix === '' || prefix.endsWith('/') ? prefix : `${prefix}/`,
    credentials: credentialsOf(kind, credentials, blamed.credentials),
  };
}

/** The message of an error does not repeat them: they are secret. */
function credentialsOf(kind: 's3' | 'gcs', given: string, blamed: string): ObjectCredentials {
  const fields = parsed(given, blamed);
  const field = (name: string): string | null => {
    const value = fields[name];
    return typeof value === 'string' && value !== '' ? value : null;
  };
  const needed = (name: string): string => {
    const value = field(name);
    if (value === null) throw new ConfigError(blamed, `must be JSON with ${name}, a text`);
    return value;
  };
  if (kind === 'gcs') return { kind, clientEmail: needed('client_email'), privateKey: needed('private_key') };
  const sessionToken = field('session_token');
  return {
    kind,
    accessKeyId: needed('access_key_id'),
    secretAccessKey: needed('secret_access_key'),
    ...(sessionToken !== null && { sessionToken }),
    region: field('region') ?? 'us-east-1',
    endpoint: field('endpoint'),
  };
}

function parsed(given: string, blamed: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(given);
    if (isRecord(value)) return value;
  } catch {
    // Said below.
  }
  throw new ConfigError(blamed, 'must be a JSON object: the bucket needs it');
}
