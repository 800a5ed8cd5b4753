import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { runAsg } from '../testing/run-asg.ts';

test('boxes of another tool become lines of a manifest, as predictions or as gold; what is left out is named', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'asg-convert-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'instances.json');
  const coco = {
    images: [
      { id: 1, file_name: 'a b/1.jpg' },
      { id: 2, file_name: '2.jpg', coco_url: 'https://x.example/2.jpg' },
    ],
    annotations: [{ image_id: 1, category_id: 3, bbox: [1, 2, 3, 4] }],
    categories: [{ id: 3, name: 'car' }],
  };
  writeFileSync(file, JSON.stringify(coco));
  const boxes = [{ class: 'car', left: 1, top: 2, width: 3, height: 4 }];
  const whole = await runAsg([
    'jobs',
    'convert',
    file,
    '--pictures',
    'https://y.example/',
    '--model',
    'mine',
  ]);
  assert.equal(whole.code, 0, whole.stderr);
  assert.deepEqual(
    whole.stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line)),
    [
      { data_url: 'https://y.example/a%20b/1.jpg', predictions: [{ model: 'mine', value: { boxes } }] },
      { data_url: 'https://x.example/2.jpg', predictions: [{ model: 'mine', value: { none: true } }] },
    ],
  );
  const gold = await runAsg(['jobs', 'convert', file, '--as', 'gold']);
  assert.equal(gold.code, 1);
  assert.match(gold.stderr, /image 1: the file does not say where the picture is: add --pictures/);
  assert.deepEqual(JSON.parse(gold.stdout), {
    data_url: 'https://x.example/2.jpg',
    gold_label: '{"none":true}',
  });
  writeFileSync(file, '');
  const empty = await runAsg(['jobs', 'convert', file]);
  assert.equal(empty.code, 2);
  assert.match(empty.stderr, /instances\.json: the file is empty/);
});
