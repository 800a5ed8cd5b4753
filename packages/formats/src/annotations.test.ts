import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type BoxedPicture, cocoOf, conllOf, vocFiles, yoloFiles } from './annotations.ts';
import { tokensOf } from './spans/tokens.ts';
import type { ZipEntry } from './zip/write.ts';

const picture: BoxedPicture = {
  number: 7,
  title: 'holiday/Straße & "x".PNG',
  url: 'https://example.com/?a=1&b=2',
  size: { width: 200, height: 100 },
  boxes: [
    { class: 'car', left: 0, top: 10, width: 50, height: 20 },
    { class: '<a&"b">', left: 20, top: 30, width: 1, height: 1 },
  ],
};
const bare: BoxedPicture = { number: 8, title: '../..', url: 'asset://1', size: null, boxes: picture.boxes };

async function* pages() {
  yield [picture];
  yield [];
  yield [bare];
}

async function filesOf(entries: AsyncIterable<ZipEntry>): Promise<Readonly<Record<string, string>>> {
  const files: [string, string][] = [];
  for await (const { name, bytes } of entries) {
    const decoder = new TextDecoder();
    let text = '';
    for await (const piece of bytes) text += decoder.decode(piece, { stream: true });
    files.push([name, text]);
  }
  return Object.fromEntries(files);
}

test('COCO has pictures, boxes from their left upper corner, and classes that no box is of', async () => {
  let text = '';
  for await (const piece of cocoOf(pages, { title: 't', classes: ['bus', 'car'] })) text += piece;
  const { images, annotations, categories } = JSON.parse(text);
  assert.deepEqual(images, [
    {
      id: 7,
      file_name: '7_Straße _ _x_.PNG'.replaceAll(' ', '_'),
      width: 200,
      height: 100,
      coco_url: picture.url,
    },
    { id: 8, file_name: '8.jpg', coco_url: 'asset://1' },
  ]);
  assert.deepEqual(
    annotations.map((one: Record<string, unknown>) => [
      one.id,
      one.image_id,
      one.category_id,
      one.bbox,
      one.area,
    ]),
    [
      [1, 7, 2, [0, 10, 50, 20], 1_000],
      [2, 7, 3, [20, 30, 1, 1], 1],
      [3, 8, 2, [0, 10, 50, 20], 1_000],
      [4, 8, 3, [20, 30, 1, 1], 1],
    ],
  );
  assert.deepEqual(
    categories.map(({ name }: { name: string }) => name),
    ['bus', 'car', '<a&"b">'],
  );
});

test('Pascal VOC counts pixels from 1, escapes what is markup, and tells no size that is not known', async () => {
  const files = await filesOf(vocFiles(pages));
  const known = files['Annotations/7_Straße____x_.xml'] ?? '';
  assert.match(known, /<xmin>1<\/xmin>\s*<ymin>11<\/ymin>\s*<xmax>50<\/xmax>\s*<ymax>30<\/ymax>/);
  assert.match(known, /<name>&#60;a&#38;&#34;b&#34;&#62;<\/name>/);
  assert.match(known, /<width>200<\/width>/);
  assert.deepEqual(known.match(/<truncated>\d/g), ['<truncated>1', '<truncated>0']);
  assert.doesNotMatch(files['Annotations/8.xml'] ?? '<size>', /<size>/);
});

test('YOLO has parts of the size; a picture without one is named in the list with the reason', async () => {
  const files = await filesOf(yoloFiles(pages, ['bus', 'car']));
  assert.deepEqual(Object.keys(files), [
    'labels/train/7_Straße____x_.txt',
    'images.csv',
    'classes.txt',
    'data.yaml',
  ]);
  assert.equal(
    files['labels/train/7_Straße____x_.txt'],
    '1 0.12500000 0.20000000 0.25000000 0.20000000\n2 0.10250000 0.30500000 0.00500000 0.01000000\n',
  );
  assert.match(
    files['images.csv'] ?? '',
    /images\/train\/8\.jpg,asset:\/\/1,,,the size of the picture is not known/,
  );
  assert.match(
    files['data.yaml'] ?? '',
    /nc: 3\nnames:\n {2}0: "bus"\n {2}1: "car"\n {2}2: "<a&\\"b\\">"\n$/,
  );
});

test('tokens are words, letters of scripts without blanks, and other signs; a span cuts the word it ends in', () => {
  const words = (text: string, spans: Parameters<typeof tokensOf>[1] = []) =>
    tokensOf(text, spans).map((token) => token.text);
  assert.deepEqual(words("  l'été_1,\r\n50%"), ['l', "'", 'été_1', ',', '50', '%']);
  assert.deepEqual(words('東京 Tōkyō東'), ['東', '京', 'Tōkyō', '東']);
  assert.deepEqual(words('क्षत्रिय שלום'), ['क्षत्रिय', 'שלום']);
  assert.deepEqual(words('xe\u0301y👩‍👧'), ['xe\u0301y', '👩‍', '👧']);
  assert.deepEqual(words('abcdef', [{ start: 2, end: 4, label: 'A' }]), ['ab', 'cd', 'ef']);
});

test('CoNLL has B, I and O, a sentence for each line, and one for a span over two', () => {
  const text = '😀 Ada Lovelace,\r\nbanker\nno';
  const spans = [
    { start: 17, end: 23, label: 'a b%' },
    { start: 2, end: 14, label: 'PER' },
  ];
  assert.equal(
    conllOf(text, spans),
    [
      '-DOCSTART- -X- O O',
      '',
      '😀 -X- _ O',
      'Ada -X- _ B-PER',
      'Lovelace -X- _ I-PER',
      ', -X- _ O',
      '',
      'banker -X- _ B-a%20b%25',
      '',
      'no -X- _ O',
      '',
      '',
    ].join('\n'),
  );
  const over = conllOf('one\ntwo three', [{ start: 0, end: 7, label: 'X' }]);
  assert.match(over, /one -X- _ B-X\ntwo -X- _ I-X\nthree -X- _ O\n/);
  assert.match(
    conllOf('a b', [
      { start: 0, end: 1, label: 'X' },
      { start: 2, end: 3, label: 'X' },
    ]),
    /B-X\nb -X- _ B-X/,
  );
});
