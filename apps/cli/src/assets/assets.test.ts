import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { zipOf } from '@asg/testing';
import { serverForUsers } from '../testing/customer-session.ts';

const bytesMax = 2_000;
const newUser = serverForUsers({ ASSETS_MAX_BYTES_PER_CUSTOMER: String(bytesMax) });
const dot = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGP4z8AAAAMBAQDJ/pLvAAAAAElFTkSuQmCC',
  'base64',
);
const picture = (n: number): Buffer => Buffer.concat([dot, Buffer.from(`picture ${n}`)]);
const shaOf = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');
const spec = ['--type', 'moderation', '--question', 'OK?', '--options', 'yes,no', '--json'];

test('files, folders and zips are given; what is refused is told by its name, and the others are there', async () => {
  using user = await newUser();
  const folder = join(user.folder, 'pictures');
  mkdirSync(join(folder, 'below'), { recursive: true });
  writeFileSync(join(folder, 'below/two.png'), picture(2));
  writeFileSync(join(folder, '.DS_Store'), 'x');
  writeFileSync(join(user.folder, 'one.png'), picture(1));
  writeFileSync(join(user.folder, 'three.zip'), zipOf({ 'three.png': picture(3), 'four.pdf': '%PDF-1.7' }));
  const paths = ['one.png', 'pictures', 'three.zip'].map((name) => join(user.folder, name));
  const run = await user.asg('assets', 'upload', ...paths, '--json');
  assert.equal(run.code, 1, run.stderr);
  assert.match(run.stderr, /\.DS_Store.* is passed over/);
  assert.match(run.stderr, /1 of the files were refused\n {2}four\.pdf: it is a PDF document/);
  const { assets, errors } = JSON.parse(run.stdout);
  const filed = assets.map(({ file, sha256 }: { file: string; sha256: string }) => [file, sha256]);
  assert.deepEqual(filed, [
    ['one.png', shaOf(picture(1))],
    ['below/two.png', shaOf(picture(2))],
    ['three.png', shaOf(picture(3))],
  ]);
  assert.deepEqual([errors.length, errors[0].file], [1, 'four.pdf']);
  const listed = await user.asg('assets', '--limit', '2', '--json');
  assert.match(listed.stderr, /there are more/);
  const { usage, assets: page } = JSON.parse(listed.stdout);
  const bytes = [1, 2, 3].reduce((sum, n) => sum + picture(n).length, 0);
  assert.deepEqual([usage, page.length], [{ count: 3, bytes, bytes_max: bytesMax }, 2]);
  const table = await user.asg('assets', 'list');
  assert.match(table.stdout, /^3 assets, \d+ B of 2\.0 KiB\n\nsha256 +type +size +given +last used\n/);
});

test('an asset is shown, comes back to the byte, and is deleted unless an open task shows it', async () => {
  using user = await newUser();
  writeFileSync(join(user.folder, 'cat.png'), picture(7));
  const stdin = user.start(['assets', 'upload', '-', '--json'], {});
  const empty = await stdin.ended;
  assert.equal(empty.code, 1, 'nothing comes in');
  const given = await user.asg('assets', 'upload', join(user.folder, 'cat.png'));
  assert.match(given.stdout, new RegExp(`asset://${shaOf(picture(7))} +image/png +\\d+ B +cat\\.png`));
  const [sha256, url] = [shaOf(picture(7)), `asset://${shaOf(picture(7))}`];
  assert.match((await user.asg('assets', 'show', sha256)).stdout, /type +image\/png/);
  assert.equal(JSON.parse((await user.asg('assets', 'show', url, '--json')).stdout).sha256, sha256);
  const out = join(user.folder, 'again.png');
  assert.equal((await user.asg('assets', 'get', url, '--out', out)).code, 0);
  assert.ok(readFileSync(out).equals(picture(7)));
  const submitted = await user.asg('submit', url, ...spec);
  const missing = '0'.repeat(64);
  const kept = await user.asg('assets', 'delete', missing, sha256, '--json');
  assert.equal(kept.code, 1);
  assert.match(kept.stderr, /2 of 2 assets stay/);
  assert.deepEqual(JSON.parse(kept.stdout).deleted, []);
  await user.asg('tasks', 'cancel', JSON.parse(submitted.stdout).task_id);
  const deleted = await user.asg('assets', 'delete', url);
  assert.deepEqual([deleted.code, deleted.stdout], [0, `${sha256} is deleted\n`]);
  assert.equal((await user.asg('assets', 'show', sha256)).code, 1);
});

test('a wrong name or path is a wrong call, and a full quota says what to do', async () => {
  using user = await newUser();
  for (const [args, message] of [
    [['show', 'cat.png'], /cat\.png: an asset is named by 64 hex digits/],
    [['delete', 'asset://12'], /asset:\/\/12: an asset is named by/],
    [['upload', join(user.folder, 'none.png')], /none\.png cannot be read/],
    [['upload'], /missing required argument 'file'/],
  ] as const) {
    const { code, stdout, stderr } = await user.asg('assets', ...args);
    assert.deepEqual([code, stdout], [2, ''], stderr);
    assert.match(stderr, message);
  }
  const large = user.file('large.txt', 'x'.repeat(bytesMax + 1));
  const { code, stderr } = await user.asg('assets', 'upload', large);
  assert.equal(code, 1);
  assert.match(stderr, /your assets may have 2000 bytes in all; delete some/);
});
