import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { startRefinery, TestApi, zipOf } from '@asg/testing';
import { runAsg } from '../testing/run-asg.ts';

const dot = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGP4z8AAAAMBAQDJ/pLvAAAAAElFTkSuQmCC',
  'base64',
);
const picture = (n: number): Buffer => Buffer.concat([dot, Buffer.from(`picture ${n}`)]);
const spec = ['--type', 'moderation', '--question', 'Animal?', '--options', 'cat,dog', '--json'];

test('a folder and a zip of pictures are tasks with the names of their files, and once however often', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'asg-pictures-'));
  try {
    await using refinery = await startRefinery({});
    const { api_key } = await new TestApi(refinery.url).registerCustomer({
      name: 'D',
      email: 'd@example.com',
    });
    const client = new TestApi(refinery.url).customer(api_key);
    const asg = (...args: string[]) => runAsg(args, { ASG_API_KEY: api_key, ASG_BASE_URL: refinery.url });
    const files: Record<string, Buffer | string> = {
      'a.png': picture(1),
      'below/b.png': picture(2),
      'below/text.txt': 'a text',
      'bad.pdf': '%PDF-1.7',
      '.DS_Store': 'x',
      '__MACOSX/a.png': 'x',
    };
    const pictures = join(folder, 'pictures');
    for (const [name, content] of Object.entries(files)) {
      mkdirSync(join(pictures, name, '..'), { recursive: true });
      writeFileSync(join(pictures, name), content);
    }
    writeFileSync(join(folder, 'pictures.zip'), zipOf(files));
    const namesOf = async () => {
      const tasks = await Array.fromAsync(client.tasks.list());
      return tasks.map(({ metadata }) => String(metadata?.file)).toSorted();
    };
    for (const path of [pictures, join(folder, 'pictures.zip'), pictures]) {
      const { code, stdout, stderr } = await asg('batch', path, ...spec);
      assert.equal(code, 1, stderr);
      assert.match(stderr, /bad\.pdf: it is a PDF document/);
      assert.match(stderr, /\.DS_Store, __MACOSX, Thumbs\.db\) is passed over/);
      assert.equal(JSON.parse(stdout).task_count, 3);
      assert.deepEqual(await namesOf(), ['a.png', 'below/b.png', 'below/text.txt']);
    }
    const damaged: readonly (readonly [Buffer, RegExp])[] = [
      [zipOf({ '../../out.png': dot }), /out\.png: it has a name that leads out of the zip/],
      [zipOf(files).subarray(0, 300), /the zip is damaged or cut off/],
      [zipOf({ 'a.png': { content: dot, isEncrypted: true } }), /a\.png: it is encrypted/],
      [zipOf({ 'inner.zip': zipOf({ 'a.png': dot }) }), /inner\.zip: it is a zip/],
    ];
    for (const [bytes, message] of damaged) {
      writeFileSync(join(folder, 'bad.zip'), bytes);
      const { code, stderr } = await asg('batch', join(folder, 'bad.zip'), ...spec);
      assert.equal(code, 2, stderr);
      assert.match(stderr, message);
    }
    assert.equal((await namesOf()).length, 3);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
