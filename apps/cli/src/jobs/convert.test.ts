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

test('what no server would take is left out with the place and the rule that it breaks', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'asg-convert-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const converted = async (text: string) => {
    const file = join(folder, 'given');
    writeFileSync(file, text);
    const { code, stdout, stderr } = await runAsg(['jobs', 'convert', file]);
    const told = stderr.trim().replaceAll(file, 'FILE').replaceAll('asg: FILE, ', '').split('\n');
    return { code, taken: stdout.split('\n').length - 1, told };
  };
  const text = '\u202Eשלום\u202C 😀 b';
  const spans = (entities: readonly unknown[], own = text) => JSON.stringify({ text: own, entities });
  assert.deepEqual(
    await converted(
      [
        spans([
          [1, 5, 'X'],
          [7, 8, 'Y'],
        ]),
        spans([
          [1, 5, 'X'],
          [4, 8, 'Y'],
        ]),
        spans([[9, 11, 'X']]),
        spans([[1.5, 3, 'X']]),
        spans([[3, 3, 'X']]),
        spans([[0, 1, 'X\u202E']]),
        spans([[0, 1, ' ']]),
        spans([], ' '),
        spans([], 'a\u0000'),
        spans(
          Array.from({ length: 501 }, (_, i) => [i, i + 1, 'X']),
          'x'.repeat(501),
        ),
      ].join('\n'),
    ),
    {
      code: 1,
      taken: 1,
      told: [
        'line 2: value.spans.1 must not overlap with another span',
        'line 3: value.spans.0.end must be from 10 to 10',
        'line 4: value.spans.0.start must be a whole number',
        'line 5: value.spans.0.end must be from 4 to 10',
        'line 6: label_spec.classes.0 must hold no marks that turn the direction of text: "X\\u{202e}"',
        'line 7: label_spec.classes.0 must not be blank',
        'line 8: the text is blank',
        'line 9: the text must hold no control characters: it has U+0000 at character 2',
        'line 10: value.spans must have at most 500 entries',
        'asg: 1 items, 9 left out, with the classes ["X","Y"]',
        'asg: 9 items of FILE were left out',
      ],
    },
  );
  const coco = (boxes: readonly (readonly number[])[], names: readonly string[] = ['car']) =>
    JSON.stringify({
      images: boxes.map((_, i) => ({
        id: i,
        coco_url: `https://x.example/${i}.jpg`,
        width: 640,
        height: 480,
      })),
      annotations: boxes.map((bbox, i) => ({ image_id: i, category_id: i % names.length, bbox })),
      categories: names.map((name, id) => ({ id, name })),
    });
  const boxes = await converted(
    coco([
      [0, 0, 640, 480],
      [-3, 0, 5, 5],
      [630, 0, 11, 5],
      [0, 470, 5, 10.6],
      [639, 479, 1, 1],
    ]),
  );
  assert.deepEqual(
    [boxes.code, boxes.taken, boxes.told.slice(0, -1)],
    [
      1,
      2,
      [
        'image 2: value.boxes.0.left must be from 0 to 639',
        'image 3: value.boxes.0.width must be from 1 to 10',
        'image 4: value.boxes.0.height must be from 1 to 10',
        'asg: 2 items, 3 left out, with the classes ["car"]',
      ],
    ],
  );
  const million = JSON.stringify({
    images: [{ id: 1, coco_url: 'https://x.example/1.jpg' }],
    annotations: Array.from({ length: 1_000_000 }, (_, i) => ({
      image_id: 1,
      category_id: 1,
      bbox: [i % 1_000, Math.floor(i / 1_000), 1, 1],
    })),
    categories: [{ id: 1, name: 'car' }],
  });
  assert.equal((await converted(million)).told[0], 'image 1: value.boxes must have at most 200 entries');
  const names = Array.from({ length: 51 }, (_, i) => `class ${i}`);
  const many = await converted(
    coco(
      names.map(() => [1, 1, 2, 2]),
      names,
    ),
  );
  assert.deepEqual([many.code, many.taken], [1, 51]);
  assert.match(
    many.told.at(-1) ?? '',
    /label_spec\.classes must have at most 50 entries: no job has them all/,
  );
});
