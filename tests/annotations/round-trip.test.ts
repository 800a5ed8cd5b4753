import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Annotated, annotatedText, annotatedZip } from '@asg/formats/annotated-file';
import {
  cocoOf,
  conllOf,
  spacyOf,
  studioBox,
  studioSpan,
  vocFiles,
  yoloFiles,
} from '@asg/formats/annotations';
import { zipOf } from '@asg/formats/tables';
import { blobSource } from '@asg/formats/zips';
import { hostileClasses, hostilePictures, hostileTexts } from './hostile.ts';

const pictures = hostilePictures(60);
const texts = hostileTexts(60);
const pages = async function* () {
  yield pictures.slice(0, 25);
  yield pictures.slice(25);
};
const boxed = pictures.map(({ url, boxes }) => ({
  item: { url },
  value: boxes.length === 0 ? { none: true } : { boxes },
}));
const marked = texts.map(({ text, spans }) => ({
  item: { text },
  value: spans.length === 0 ? { none: true } : { spans },
}));

async function read(found: AsyncIterable<Annotated>) {
  const items: { readonly item: object; readonly value: object }[] = [];
  for await (const one of found) {
    assert.ok(one.ok, JSON.stringify(one));
    items.push({ item: one.item, value: one.value });
  }
  return items;
}

const inText = (text: string) =>
  read(
    annotatedText(async function* () {
      // In pieces that cut signs of several bytes.
      const bytes = Buffer.from(text);
      for (let at = 0; at < bytes.length; at += 997) yield bytes.subarray(at, at + 997);
    }),
  );

async function inZip(bytes: AsyncIterable<Uint8Array>) {
  const parts: Uint8Array<ArrayBuffer>[] = [];
  for await (const part of bytes) parts.push(Uint8Array.from(part));
  return read(annotatedZip(blobSource(new Blob(parts))));
}

const jsonl = (rows: readonly object[]) => rows.map((row) => JSON.stringify(row)).join('\n');

test('boxes come back as they were from COCO, Pascal VOC, YOLO, Label Studio and Ground Truth', async () => {
  let coco = '';
  for await (const piece of cocoOf(pages, { title: 't', classes: [] })) coco += piece;
  assert.deepEqual(await inText(coco), boxed);
  assert.deepEqual(await inZip(zipOf(vocFiles(pages), 0)), boxed);
  assert.deepEqual(await inZip(zipOf(yoloFiles(pages, hostileClasses), 0)), boxed);
  const studio = pictures.map(({ url, size, boxes }) => ({
    data: { image: url },
    annotations: [
      { was_cancelled: true, result: [] },
      {
        result: boxes.map((box) => {
          assert.ok(size !== null);
          const { more, ...one } = studioBox(box, size);
          return { ...one, ...more };
        }),
      },
    ].toReversed(),
  }));
  assert.deepEqual(await inText(JSON.stringify(studio, null, 1)), boxed);
  const manifest = pictures.map(({ url, boxes }) => ({
    'source-ref': url,
    job: {
      image_size: [],
      annotations: boxes.map(({ class: name, ...box }) => ({
        class_id: hostileClasses.indexOf(name),
        ...box,
      })),
    },
    'job-metadata': { 'class-map': Object.fromEntries(hostileClasses.map((name, i) => [i, name])) },
  }));
  assert.deepEqual(await inText(jsonl(manifest)), boxed);
});

test('spans come back as they were from spaCy, Label Studio and Ground Truth', async () => {
  assert.deepEqual(await inText(jsonl(texts.map(({ text, spans }) => spacyOf(text, spans, {})))), marked);
  const studio = texts.map(({ text, spans }) => ({
    data: { text },
    predictions: [{ result: spans.map((span) => studioSpan(span, null)) }],
  }));
  assert.deepEqual(await inText(jsonl(studio)), marked);
  const manifest = texts.map(({ text, spans }) => ({
    source: text,
    job: {
      annotations: {
        entities: spans.map(({ start, end, label }) => ({ startOffset: start, endOffset: end, label })),
      },
    },
    'job-metadata': {},
  }));
  assert.deepEqual(await inText(jsonl(manifest)), marked);
});

test('of CoNLL come the words of each span, in a text whose gaps are single', async () => {
  const found = await inText(texts.map(({ text, spans }) => conllOf(text, spans)).join(''));
  const words = (text: string, start: number, end: number) =>
    Array.from(text).slice(start, end).join('').replaceAll(/\s/g, '');
  const said = found.map(({ item, value }) => {
    const { text = '', spans = [] } = { ...item, ...value } as Partial<(typeof texts)[number]>;
    return spans.map(({ start, end, label }) => [label, words(text, start, end)]);
  });
  assert.deepEqual(
    said,
    texts.map(({ text, spans }) => spans.map(({ start, end, label }) => [label, words(text, start, end)])),
  );
});

test('what cannot be read is told with its place and reason, and the rest is read', async () => {
  const told = async (text: string) => {
    const found: string[] = [];
    const bytes = async function* () {
      yield Buffer.from(text);
    };
    for await (const one of annotatedText(bytes))
      found.push(one.ok ? JSON.stringify(one.value) : `${one.where}: ${one.reason}`);
    return found;
  };
  assert.deepEqual(
    await told(
      jsonl([
        { text: 'a', entities: [[0, 1, 'X']] },
        { text: 'a', entities: [[0, 'x', 'X']] },
        { text: 'a' },
        { 'source-ref': 's3://b/1.jpg', job: { annotations: [{ class_id: 9 }] }, 'job-metadata': {} },
        { data: { image: 'https://x.example/1.jpg' }, annotations: [] },
        {
          data: { image: 'https://x.example/1.jpg' },
          annotations: [{ result: [{ type: 'rectanglelabels', value: {} }] }],
        },
      ]),
    ),
    [
      '{"spans":[{"start":0,"end":1,"label":"X"}]}',
      'line 2: a span must have a start, an end and a label',
      'line 3: it has neither boxes nor spans in a form that is known',
      'line 4: class-map has no 9',
      'line 5: it has no annotation',
      'line 6: original_width and original_height are missing',
    ],
  );
  const coco = (annotations: readonly object[]) =>
    JSON.stringify({
      images: [{ id: 1, file_name: 'a.jpg' }],
      annotations,
      categories: [{ id: 1, name: 'x' }],
    });
  assert.deepEqual(await told(coco([{ image_id: 1, category_id: 2, bbox: [1, 2, 3, 4] }])), [
    'image 1: there is no category 2',
  ]);
  assert.deepEqual(await told(coco([{ image_id: 1, category_id: 1, bbox: [1.4, 2.5, 3.2, 'x'] }])), [
    'image 1: bbox must be four numbers: left, top, width, height',
  ]);
  assert.deepEqual(await told(coco([{ image_id: 1, category_id: 1, bbox: [1.4, 2.5, 3.2, 0.1] }])), [
    '{"boxes":[{"class":"x","left":1,"top":3,"width":4,"height":1}]}',
  ]);
  await assert.rejects(told('{"info": {}, "annotations": ['), /not valid JSON/);
  await assert.rejects(told(' \n'), /the file is empty/);
});

test('XML that would grow, or is broken, is refused by its place', async () => {
  const told = async (xml: string) => {
    const entries = async function* () {
      const bytes = async function* () {
        yield Buffer.from(xml);
      };
      yield { name: 'Annotations/1.xml', bytes: bytes() };
    };
    const parts: Uint8Array<ArrayBuffer>[] = [];
    for await (const part of zipOf(entries(), 0)) parts.push(Uint8Array.from(part));
    for await (const one of annotatedZip(blobSource(new Blob(parts)))) return one.ok ? one.value : one.reason;
    return null;
  };
  const object = (more: string) => `<annotation><object>${more}</object></annotation>`;
  const edges = '<bndbox><xmin>1</xmin><ymin>1</ymin><xmax>2</xmax><ymax>2</ymax></bndbox>';
  assert.deepEqual(await told(object(`<name>&#x1F600; <![CDATA[a & b]]></name>${edges}`)), {
    boxes: [{ class: '😀 a & b', left: 0, top: 0, width: 2, height: 2 }],
  });
  assert.match(
    JSON.stringify(await told('<!DOCTYPE a [<!ENTITY b "c">]><annotation/>')),
    /no XML that is read/,
  );
  assert.match(JSON.stringify(await told('<annotation><object></annotation>')), /ends what has not begun/);
  assert.match(JSON.stringify(await told('<annotation>')), /not closed/);
  assert.match(JSON.stringify(await told(object('<name>a</name>'))), /must have a name, xmin/);
  assert.match(JSON.stringify(await told('<a>'.repeat(30))), /nested too deep/);
});
