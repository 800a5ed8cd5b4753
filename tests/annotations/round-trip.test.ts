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
