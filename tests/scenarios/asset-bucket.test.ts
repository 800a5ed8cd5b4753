import { test } from 'node:test';
import { assetsInBucket, unusedInBucket } from '../asset-bucket.ts';
import { startS3Gate } from '../s3-gate.ts';
import { startS3Server } from '../s3-server.ts';

const sessionToken = 'a-session-token-of-temporary-keys';

test('assets in a bucket of S3: kept, shown, deleted, refused and killed on their way', {
  timeout: 300_000,
}, async () => {
  await using s3 = await startS3Server('operator');
  await using gate = await startS3Gate(s3.endpoint, { region: 'us-east-1', sessionToken });
  const credentials = { ...s3.credentials, session_token: sessionToken, endpoint: gate.endpoint };
  await assetsInBucket({
    env: { ASSETS_URL: `s3://${s3.bucket}/assets`, ASSETS_CREDENTIALS: JSON.stringify(credentials) },
    gate,
    list: () => s3.keys(),
  });
});

test('assets that nothing shows any more leave their bucket of S3', { timeout: 300_000 }, async () => {
  await using s3 = await startS3Server('operator');
  const { access_key_id: accessKeyId = '', secret_access_key: secretAccessKey = '' } = s3.credentials;
  const credentials = {
    kind: 's3',
    accessKeyId,
    secretAccessKey,
    region: 'us-east-1',
    endpoint: s3.endpoint,
  } as const;
  await unusedInBucket({ kind: 's3', bucket: s3.bucket, prefix: 'assets/', credentials }, null, () =>
    s3.keys(),
  );
});
