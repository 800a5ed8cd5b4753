import { test } from 'node:test';
import { assetsInBucket, unusedInBucket } from '../asset-bucket.ts';
import { startGcsGate } from '../gcs-gate.ts';
import { startGcsServer } from '../gcs-server.ts';

// `npm run test:gcs`, as its neighbours.
const account = { client_email: 'a@b.iam.gserviceaccount.com', private_key: 'none' };

test('assets in a bucket of GCS: kept, shown, deleted, refused and killed on their way', {
  timeout: 300_000,
}, async () => {
  await using gcs = await startGcsServer();
  await using gate = await startGcsGate(gcs.endpoint);
  await assetsInBucket({
    env: {
      ASSETS_URL: `gs://${gcs.bucket}/assets`,
      ASSETS_CREDENTIALS: JSON.stringify(account),
      ASG_GCS_ENDPOINT: gate.endpoint,
    },
    gate,
    list: () => gcs.list(),
  });
});

test('assets that nothing shows any more leave their bucket of GCS', { timeout: 300_000 }, async () => {
  await using gcs = await startGcsServer();
  const credentials = {
    kind: 'gcs',
    clientEmail: account.client_email,
    privateKey: account.private_key,
  } as const;
  await unusedInBucket(
    { kind: 'gcs', bucket: gcs.bucket, prefix: 'assets/', credentials },
    gcs.endpoint,
    () => gcs.list(),
  );
});
