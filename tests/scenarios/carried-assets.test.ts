import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { nothingCarried } from '@asg/assets';
import { openSqliteStorage } from '@asg/storage-sqlite';
import { startRefinery, TestApi } from '@asg/testing';
import { GetObjectCommand } from '@aws-sdk/client-s3';
import { moveAssetBytes } from '../../apps/server/src/migrate/asset-bytes.ts';
import { readConfig } from '../../apps/server/src/settings/config.ts';
import { startS3Server } from '../s3-server.ts';

/** More than a page of them. */
const assetCount = 120;
/** Too long for a record: each is a file. */
const textOf = (n: number): string => `${n} in a long text\n`.repeat(5_000);
const shaOf = (text: string): string => createHash('sha256').update(text).digest('hex');
/** Both are moves of what a server with its store in the data folder has there. */
const skip = process.env.ASG_TEST_STORE === undefined ? false : 'the store is on Aerospike, in no file';

const folder = mkdtempSync(join(tmpdir(), 'asg-carried-'));
const data = join(folder, 'data');
let customerId = '';
let key = '';
before(async () => {
  if (skip !== false) return;
  await using refinery = await startRefinery({ dataDir: data });
  const api = new TestApi(refinery.url);
  ({ api_key: key, customer_id: customerId } = await api.registerCustomer({
    name: 'A',
    email: 'a@b.example',
  }));
  const { assets } = api.customer(key);
  for (let n = 0; n < assetCount; n++) await assets.upload(new Blob([textOf(n)]));
  await assets.upload(new Blob(['a short one, which is a record']));
});
after(() => rmSync(folder, { recursive: true, force: true }));

const places = (toDir: string, environment: NodeJS.ProcessEnv = {}) => ({
  fromDir: data,
  toDir,
  config: readConfig(environment),
  leaveMissing: false,
});

test('assets go to another data folder: broken off they go on, and a server shows them to the byte', {
  skip,
}, async () => {
  const to = join(folder, 'other');
  mkdirSync(to);
  {
    await using source = await openSqliteStorage({ path: join(data, 'refinery.sqlite') });
    // What a process that died may have left: it is not taken for the asset.
    const [half, whole] = [shaOf(textOf(3)), shaOf(textOf(4))];
    mkdirSync(join(to, 'assets', customerId), { recursive: true });
    writeFileSync(join(to, 'assets', customerId, half), textOf(3).slice(0, 999));
    writeFileSync(join(to, 'assets', customerId, whole), textOf(4));
    let mark = nothingCarried;
    const broken = moveAssetBytes(source, places(to), undefined, async (at) => {
      mark = at;
      throw new Error('broken off');
    });
    await assert.rejects(broken, /broken off/);
    assert.equal(mark.isDone, false);
    const told: number[] = [];
    const done = await moveAssetBytes(source, places(to), mark, async ({ copied, there }, files) => {
      told.push(copied + there, files);
    });
    assert.deepEqual([done.copied, done.there, done.missing], [assetCount - 1, 1, 0]);
    assert.deepEqual(told, [assetCount, assetCount]);
    const again = await moveAssetBytes(source, places(to), undefined, async () => {});
    assert.deepEqual([again.copied, again.there, again.bytes], [0, assetCount, 0]);
  }
  for (const name of ['refinery.sqlite', 'chain.sqlite', 'encryption.key', 'network'])
    if (existsSync(join(data, name))) cpSync(join(data, name), join(to, name));
  await using refinery = await startRefinery({ dataDir: to });
  const { assets } = new TestApi(refinery.url).customer(key);
  for (const n of [0, 3, 4, assetCount - 1]) {
    const content = await assets.content(shaOf(textOf(n)));
    assert.equal(await new Response(content).text(), textOf(n));
  }
});

test('assets go into the bucket of the new servers; damaged and missing ones are named, none is passed over', {
  skip,
}, async () => {
  await using s3 = await startS3Server('asset-bytes');
  const from = join(folder, 'damaged');
  cpSync(data, from, { recursive: true });
  await using source = await openSqliteStorage({ path: join(from, 'refinery.sqlite') });
  const environment = {
    ASSETS_URL: `s3://${s3.bucket}/kept`,
    ASSETS_CREDENTIALS: JSON.stringify(s3.credentials),
    ASG_ALLOW_LOOPBACK: 'true',
  };
  const inBucket = { ...places(join(folder, 'unused'), environment), fromDir: from };
  const move = (leaveMissing = false) =>
    moveAssetBytes(source, { ...inBucket, leaveMissing }, undefined, async () => {});
  const lost = join(from, 'assets', customerId, shaOf(textOf(7)));
  writeFileSync(lost, 'rotten');
  await assert.rejects(move(), new RegExp(`the asset ${customerId}/${shaOf(textOf(7))} is damaged`));
  rmSync(lost);
  await assert.rejects(move(), /the bytes of the asset .* are in neither place/);
  const done = await move(true);
  assert.deepEqual([done.copied + done.there, done.missing, done.isDone], [assetCount - 1, 1, true]);
  const Key = `kept/${customerId}/${shaOf(textOf(8))}`;
  const object = await s3.client.send(new GetObjectCommand({ Bucket: s3.bucket, Key }));
  assert.equal(await object.Body!.transformToString(), textOf(8));
});
