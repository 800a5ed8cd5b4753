import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addressOf, locationOf } from './location.ts';
import type { ObjectCredentials, ObjectLocation } from './port.ts';

const s3: ObjectCredentials = {
  kind: 's3',
  accessKeyId: 'AK',
  secretAccessKey: 'secret',
  region: 'eu-west-1',
  endpoint: null,
};
const gcs: ObjectCredentials = { kind: 'gcs', clientEmail: 'a@b', privateKey: 'key' };
const stores: readonly ObjectCredentials[] = [s3, gcs];
const keys = [
  'a#1.jsonl',
  'a?b=c',
  '50%25 a.jpg',
  'a b+c',
  '/x//y/',
  'ü/日本.jsonl',
  "(a)!'*~,;:@&=$",
  '%2e%2e/x',
];

test('a key is what stands behind the bucket, to the letter, for manifests and for data', () => {
  for (const key of keys) {
    for (const credentials of stores) {
      const ref: string = `${credentials === s3 ? 's3' : 'gs'}://photos/${key}`;
      const named: ObjectLocation = { kind: credentials.kind, bucket: 'photos', key };
      assert.deepEqual(locationOf(ref, credentials), named);
      const address = addressOf(ref, credentials);
      assert.ok(address !== null);
      assert.deepEqual(locationOf(address, credentials), named, `${address} leads back to ${ref}`);
      assert.deepEqual(locationOf(ref, null), { kind: 'web', url: addressOf(ref, null) });
      assert.equal(new URL(address).href, address, 'and is as it stands');
    }
  }
});

test('what no URL can carry, and what is no object of that store, is nowhere', () => {
  const wrong = ['a/../b', '.', 'x/./y', 'a\nb', 'a\u0000', '\ud800'].map((key) => `s3://photos/${key}`);
  for (const ref of [
    ...wrong,
    's3://photos',
    's3://photos/',
    's3://-bad-/x',
    's3:photos/x',
    's3://a:b@photos/x',
  ]) {
    assert.equal(locationOf(ref, s3), null, ref);
    assert.equal(locationOf(ref, null), null, ref);
    assert.equal(addressOf(ref, s3), null, ref);
  }
  assert.equal(locationOf('gs://photos/x', s3), null);
  assert.equal(locationOf('ftp://photos/x', null), null);
});
