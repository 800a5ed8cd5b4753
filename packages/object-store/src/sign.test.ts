import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { test } from 'node:test';
import { createOutbound } from '@asg/outbound';
import { addressOf, locationOf } from './location.ts';
import { createObjectStore } from './object-store.ts';
import type { ObjectCredentials } from './port.ts';

const { privateKey } = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  publicKeyEncoding: { type: 'spki', format: 'pem' },
});
const aws: ObjectCredentials = {
  kind: 's3',
  accessKeyId: 'AKIDEXAMPLE',
  secretAccessKey: 'a-secret-key',
  region: 'eu-west-1',
  endpoint: null,
};
const own = { ...aws, endpoint: 'https://minio.example.com:9000' };
const google: ObjectCredentials = { kind: 'gcs', clientEmail: 'a@b.iam.gserviceaccount.com', privateKey };

test('the address of an object leads back to it, and is signed for with the key of its store alone', async () => {
  await using outbound = createOutbound({ allowedHosts: [] });
  const store = createObjectStore({ outbound, gcsEndpoint: null });
  const keys = ['a.jpg', 'a b/50%#1?.jpg', '//x', 'ü/%2F', 'a+b=c&d', '日本/ä€', "(a)!'*~,;:@$"];
  const cases = [
    ['s3', 'photos', aws],
    ['s3', 'my.photos', aws],
    ['s3', 'photos', own],
    ['gs', 'photos', google],
  ] as const;
  for (const [scheme, bucket, credentials] of cases) {
    for (const key of keys) {
      const address = addressOf(`${scheme}://${bucket}/${key}`, credentials)!;
      assert.ok(URL.canParse(address) && !address.includes('?'), address);
      const location = locationOf(address, credentials);
      assert.deepEqual(location, { kind: scheme === 's3' ? 's3' : 'gcs', bucket, key });
      const [signed] = await store.sign({
        locations: [location as never],
        credentials,
        nowMs: Date.now(),
        secondsMax: 600,
      });
      const { searchParams, pathname, host } = new URL(signed!);
      assert.match(signed!, /X-(Amz|Goog)-Signature=[0-9a-f]{64}/);
      const seconds = Number(searchParams.get(scheme === 's3' ? 'X-Amz-Expires' : 'X-Goog-Expires'));
      assert.ok(seconds > 0 && seconds <= 600, 'on a slow machine less is left of it');
      assert.ok(decodeURIComponent(pathname).endsWith(`/${key}`), signed);
      assert.ok(scheme !== 's3' || (credentials === own) === (host === 'minio.example.com:9000'), host);
      assert.ok(!signed!.includes('a-secret-key'));
    }
  }
});
