import { Type } from 'typebox';
import { maybe, requestObject } from '../parts/fields.ts';

const secret = { minLength: 1, maxLength: 20_000 };
/** Of the store of a manifest, or of its items. */
export const credentials = requestObject(
  {
    access_key_id: maybe(Type.String({ ...secret, description: 'S3' })),
    secret_access_key: maybe(Type.String({ ...secret, description: 'S3' })),
    session_token: maybe(
      Type.String({
        ...secret,
        description: 'S3: of temporary keys, which must live until the results are delivered',
      }),
    ),
    region: maybe(
      Type.String({
        pattern: '^[a-z0-9-]{1,40}$',
        description: 'S3; default us-east-1. Where the bucket names another region, that one is used',
        'x-must': 'be a region, e.g. eu-west-1',
      }),
    ),
    endpoint: maybe(
      Type.String({ minLength: 1, maxLength: 2048, description: 'S3-compatible server that is not AWS' }),
    ),
    service_account_json: maybe(
      Type.String({ ...secret, description: 'GCS: the key file of a service account, as a string' }),
    ),
  },
  {
    title: 'BucketCredentials',
    description:
      'S3: access_key_id, secret_access_key, session_token, region, endpoint. GCS: service_account_json. Encrypted at rest, never shown, forgotten when no longer needed; where results could not be delivered, a week later.',
  },
);
