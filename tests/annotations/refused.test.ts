import assert from 'node:assert/strict';
import { test } from 'node:test';
import { annotatedText, annotatedZip } from '@asg/formats/annotated-file';
import { zipOf } from '@asg/formats/tables';
import { blobSource } from '@asg/formats/zips';

async function told(text: string): Promise<readonly string[]> {
  const found: string[] = [];
  const bytes = async function* () {
    for (let at = 0; at < text.length; at += 1_000_000) yield Buffer.from(text.slice(at, at + 1_000_000));
  };
  for await (const one of annotatedText(bytes))
    found.push(one.ok ? JSON.stringify(one.value) : `${one.where}: ${one.reason}`);
  return found;
}

async function toldOfZip(files: Readonly<Record<string, string>>): Promise<readonly string[]> {
  const entries = async function* () {
    for (const [name, text] of Object.entries(files)) {
      const bytes = async function* () {
        yield Buffer.from(text);
      };
      yield { name, bytes: bytes() };
    }
  };
  const parts: Uint8Array<ArrayBuffer>[] = [];
  for await (const part of zipOf(entries(), 0)) parts.push(Uint8Array.from(part));
  const found: string[] = [];
  for await (const one of annotatedZip(blobSource(new Blob(parts))))
    found.push(one.ok ? JSON.stringify(one.value) : `${one.where}: ${one.reason}`);
  return found;
}

const jsonl = (rows: readonly object[]) => rows.map((row) => JSON.stringify(row)).join('\n');
const image = 'https://x.example/1.jpg';
const studio = (data: object, ...result: readonly unknown[]) => ({ data, annotations: [{ result }] });

test('what cannot be read is told with its place and reason, and the rest is read', async () => {
  const rectangle = { x: 1, y: 2, width: 3, height: 4, rectanglelabels: ['car'] };
  const drawn = (value: object, type = 'rectanglelabels') =>
    studio({ image }, { type, original_width: 100, original_height: 100, value });
  assert.deepEqual(
    await told(
      jsonl([
        { text: 'a', entities: [[0, 1, 'X']] },
        { text: 'a', entities: [[0, 'x', 'X']] },
        { text: 'a' },
        { 'source-ref': 's3://b/1.jpg', job: { annotations: [{ class_id: 9 }] }, 'job-metadata': {} },
        { data: { image }, annotations: [] },
        studio({ image }, { type: 'rectanglelabels', value: {} }),
        drawn({ points: [] }, 'polygonlabels'),
        drawn({ ...rectangle, rectanglelabels: ['car', 'bus'] }),
        drawn({ ...rectangle, rotation: 45 }),
        drawn({ ...rectangle, width: 0 }),
        drawn({ choices: ['blurred'] }, 'choices'),
        drawn(rectangle),
        studio({ text: 'a b' }, { type: 'labels', value: { start: 0, end: 1, labels: ['X', 'Y'] } }),
        studio({ text: 'a b' }, { type: 'hypertextlabels', value: {} }),
        studio({ text: 'a b' }, null),
        { source: 'a b', job: { annotations: { entities: [null] } }, 'job-metadata': {} },
      ]),
    ),
    [
      '{"spans":[{"start":0,"end":1,"label":"X"}]}',
      'line 2: span 1 must have a start, an end and a label',
      'line 3: it has neither boxes nor spans in a form that is known',
      'line 4: annotation 1: class-map has no 9',
      'line 5: it has no annotation',
      'line 6: result 1: original_width and original_height are missing',
      'line 7: result 1 is of polygonlabels: it is no box',
      'line 8: result 1 has several labels: a box has one class',
      'line 9: result 1 is turned: boxes stand upright',
      'line 10: result 1: its width and its height must be above 0',
      '{"none":true}',
      '{"boxes":[{"class":"car","left":1,"top":2,"width":3,"height":4}]}',
      'line 13: result 1 has several labels: a span has one',
      'line 14: result 1 is of hypertextlabels: it is no span',
      'line 15: result 1 must be an object',
      'line 16: entity 1 must have startOffset, endOffset and label',
    ],
  );
  await assert.rejects(told(' \n'), /the file is empty/);
});

test('of COCO each picture is told that has a wrong box, and each box of no picture', async () => {
  const coco = (...annotations: readonly unknown[]) =>
    JSON.stringify({
      images: [{ id: 1, file_name: 'a.jpg' }, null, { id: 1 }],
      annotations,
      categories: [{ id: 1, name: 'x' }],
    });
  const others = [
    'image 2: annotation 1: there is no category null',
    'image 3: an image before it has the id 1, too',
  ];
  const of = (bbox: unknown, category = 1) =>
    told(coco({ image_id: null, category_id: null }, { image_id: 1, category_id: category, bbox }));
  const [withNull = ''] = await told(coco({ image_id: 7, category_id: 1, bbox: [1, 2, 3, 4] }));
  assert.equal(withNull, '{"none":true}');
  assert.deepEqual(
    (await told(coco({ image_id: 7, category_id: 1, bbox: [1, 2, 3, 4] }))).at(-1),
    'annotation 1: there is no image 7',
  );
  assert.equal((await of([1, 2, 3, 4], 2))[0], 'image 1: annotation 2: there is no category 2');
  const four = 'image 1: annotation 2: bbox must be four numbers: left, top, width, height';
  for (const bbox of [
    [1.4, 2.5, 3.2, 'x'],
    ['x', 1, 2, 3, 4],
    [1, 2, 3],
    [1, 2, 3, 4, 5],
    null,
    [1, 2, 3, null],
  ])
    assert.equal((await of(bbox))[0], four, JSON.stringify(bbox));
  for (const bbox of [[1, 2, 0, 4], [1, 2, 3, -4], [1, 2, 1e308, 1e308].map((side) => side * 1.5)])
    assert.equal((await of(bbox))[0]?.startsWith('image 1: annotation 2: '), true, JSON.stringify(bbox));
  assert.deepEqual(await of([1.4, 2.5, 3.2, 0.1]), [
    '{"boxes":[{"class":"x","left":1,"top":3,"width":4,"height":1}]}',
    'image 2: an image must be an object with an id',
    ...others.slice(1),
    'annotation 1: there is no image null',
  ]);
  await assert.rejects(
    told('{"info": {}, "annotations": ['),
    /not valid JSON at line 1, column 30: the JSON ends/,
  );
  await assert.rejects(
    told('{"images": [],\n "annotations": [\n  {"bbox": [NaN, 1, 2, 3]}]}'),
    /not valid JSON at line 3, column 13: NaN is not JSON/,
  );
});

test('numbers that are none are refused in each format', async () => {
  assert.deepEqual(await told('{"text":"a","entities":[[NaN,1,"X"]]}\n{"text":"a","entities":[]}'), [
    'line 1: not valid JSON at column 26: NaN is not JSON',
    '{"none":true}',
  ]);
  const yolo = {
    'images.csv': 'file,width,height\na.jpg,100,50\nb.jpg,NaN,50\n',
    'classes.txt': 'car\n',
    'labels/train/b.txt': '0 0.5 0.5 0.1 0.1',
  };
  const of = async (text: string) => (await toldOfZip({ ...yolo, 'labels/train/a.txt': text })).at(-1);
  assert.equal(
    await of('0 0.5 0.5 0.1 0.2'),
    '{"boxes":[{"class":"car","left":45,"top":20,"width":10,"height":10}]}',
  );
  assert.equal(
    (await toldOfZip(yolo))[0],
    'labels/train/b.txt: images.csv does not say how large its picture is',
  );
  const five =
    'labels/train/a.txt: line 2 must be five numbers: class, middle across, middle down, width, height';
  for (const line of ['0 nan 0.5 0.1 0.2', '0 inf 0.5 0.1 0.2', '0 0.5', '0 0.1 0.1 0.2 0.1 0.2 0.2'])
    assert.equal(await of(`0 0.5 0.5 0.1 0.2 0.99\n${line}`), five, line);
  assert.equal(await of('1 0.5 0.5 0.1 0.2'), 'labels/train/a.txt: line 1: there is no class 1');
  assert.equal(
    await of('0 0.5 0.5 0 0.2'),
    'labels/train/a.txt: line 1: its width and its height must be above 0',
  );
});

test('XML that would grow, or is broken, is refused by its place', async () => {
  const of = async (xml: string) => (await toldOfZip({ 'Annotations/1.xml': xml }))[0] ?? '';
  const object = (more: string) => `<annotation><object>${more}</object></annotation>`;
  const edges = (xmax: string) =>
    `<bndbox><xmin>1</xmin><ymin>1</ymin><xmax>${xmax}</xmax><ymax>2</ymax></bndbox>`;
  assert.equal(
    await of(object(`<name>&#x1F600; <![CDATA[a & b]]></name>${edges('2')}`)),
    '{"boxes":[{"class":"😀 a & b","left":0,"top":0,"width":2,"height":2}]}',
  );
  assert.match(await of('<!DOCTYPE a [<!ENTITY b "c">]><annotation/>'), /no XML that is read/);
  assert.match(await of('<annotation><object></annotation>'), /ends what has not begun/);
  assert.match(await of('<annotation>'), /not closed/);
  assert.match(await of(object('<name>a</name>')), /^Annotations\/1\.xml: object 1 must have a name, xmin/);
  assert.match(await of(object(`<name>a</name>${edges('NaN')}`)), /object 1 must have a name, xmin/);
  assert.match(await of(object(`<name>a</name>${edges('0')}`)), /object 1: its width and its height/);
  assert.match(await of('<a>'.repeat(30)), /nested too deep/);
});

test('what is no CoNLL is not taken for it, by its line', async () => {
  assert.deepEqual(
    await told(
      '# id 7\tdomain=en\nAda B-PER\nLovelace I-PER\n\n# - a remark\n# O\nwrote O\n\nDear Sir\n\nit _ _ E-X\n',
    ),
    [
      '{"spans":[{"start":0,"end":12,"label":"PER"}]}',
      '{"none":true}',
      'line 9: the last column must be a tag: O, or B- or I- with a label behind it',
      '{"spans":[{"start":0,"end":2,"label":"X"}]}',
    ],
  );
  const long = 'x'.repeat(1_048_577);
  assert.deepEqual(await told(`a O\n${long} O\n\nb O\n\n${'word O\n'.repeat(300_000)}\nc O\n`), [
    'line 2: the line is longer than 1048576 characters',
    '{"none":true}',
    'line 209721: the text is longer than 1048576 characters',
    '{"none":true}',
  ]);
});

test('offsets that count halves of UTF-16 are known by the words that a file repeats', async () => {
  const text = '😀 Ada\r\nLovelace 🗻 ok';
  const label = (start: number, end: number, words?: string) => ({
    type: 'labels',
    value: { start, end, labels: ['X'], ...(words !== undefined && { text: words }) },
  });
  const of = async (...results: readonly object[]) =>
    (await told(JSON.stringify([studio({ text }, ...results)])))[0];
  const ada = '{"spans":[{"start":2,"end":5,"label":"X"}]}';
  assert.equal(await of(label(2, 5)), ada);
  assert.equal(await of(label(2, 5, 'Ada')), ada);
  assert.equal(await of(label(3, 6, 'Ada')), ada);
  // Of one that repeats no words, the others tell how it is counted.
  assert.equal(
    await of(label(3, 16, 'Ada\\nLovelace'), label(17, 19), label(20, 22, 'ok')),
    '{"spans":[{"start":2,"end":15,"label":"X"},{"start":16,"end":17,"label":"X"},{"start":18,"end":20,"label":"X"}]}',
  );
  assert.equal(
    await of(label(2, 5, 'Ada'), label(3, 6, 'Ada')),
    'line 1: span 2: from 3 to 6 the text has "da\\r", not "Ada"',
  );
  assert.equal(
    await of(label(0, 1, 'x'), label(1, 2)),
    'line 1: span 1: from 0 to 1 the text has "😀", not "x"',
  );
  const prodigy = { text, spans: [{ start: 3, end: 6, label: 'X', text: 'Ada' }] };
  assert.deepEqual(await told(JSON.stringify(prodigy)), [ada]);
});

test('a million boxes or spans are read through, for whoever refuses their number', async () => {
  const entities = Array.from({ length: 50_000 }, (_, i) => [i, i + 1, 'X']);
  const [spans = ''] = await told(JSON.stringify({ text: 'a', entities }));
  assert.equal(JSON.parse(spans).spans.length, 50_000);
  const annotations = Array.from(
    { length: 1_000_000 },
    () => '{"image_id":1,"category_id":1,"bbox":[1,1,1,1]}',
  );
  const [boxes = ''] = await told(
    `{"images":[{"id":1,"file_name":"a.jpg"}],"categories":[{"id":1,"name":"x"}],"annotations":[${annotations.join(',')}]}`,
  );
  assert.equal(JSON.parse(boxes).boxes.length, 1_000_000);
});
