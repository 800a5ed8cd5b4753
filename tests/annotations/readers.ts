import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { cocoOf, conllOf, spacyOf, vocFiles, yoloFiles } from '@asg/formats/annotations';
import { zipOf } from '@asg/formats/tables';
import { hostileClasses, hostilePictures, hostileTexts } from './hostile.ts';
import { boxesProject, spansProject } from './studio-projects.ts';

// `npm run check -- --only annotations`: apart from the other tests, because it needs packages of PyPI;
// `--only label-studio` is the same with Label Studio, which is large.
const { ANNOTATIONS_PYTHON } = process.env;
const skip = ANNOTATIONS_PYTHON ? false : 'npm run check -- --only annotations installs what it needs';
const run = promisify(execFile);

test('the libraries that train on boxes and spans count in our files what was put into them', {
  skip,
}, async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'asg-annotations-'));
  t.after(() => rm(folder, { recursive: true }));
  const pictures = hostilePictures(150);
  const texts = hostileTexts(150);
  const pages = async function* () {
    for (let at = 0; at < pictures.length; at += 40) yield pictures.slice(at, at + 40);
  };
  const written = (name: string, bytes: AsyncIterable<Uint8Array | string>) =>
    pipeline(Readable.from(bytes, { objectMode: false }), createWriteStream(join(folder, name)));
  await written('boxes.coco.json', cocoOf(pages, { title: 'a "b"', classes: hostileClasses }));
  await written('boxes.voc.zip', zipOf(vocFiles(pages), 0));
  await written('boxes.yolo.zip', zipOf(yoloFiles(pages, hostileClasses), 0));
  const examples = texts.map(({ text, spans }) => `${JSON.stringify(spacyOf(text, spans, {}))}\n`);
  await writeFile(join(folder, 'spans.spacy.jsonl'), examples.join(''));
  await writeFile(join(folder, 'spans.conll'), texts.map(({ text, spans }) => conllOf(text, spans)).join(''));
  const projects = {
    boxes: boxesProject(pictures, hostileClasses),
    spans: spansProject(texts, hostileClasses),
  };
  for (const [kind, { config, tasks }] of Object.entries(projects)) {
    await writeFile(join(folder, `${kind}.studio.xml`), config);
    await writeFile(join(folder, `${kind}.studio.json`), JSON.stringify(tasks));
  }
  const { stdout } = await run(ANNOTATIONS_PYTHON ?? '', [join(import.meta.dirname, 'counts.py'), folder], {
    maxBuffer: 1e8,
  });
  const { coco, voc, yolo, spacy, conll, studio } = JSON.parse(stdout);
  const boxes = pictures.flatMap(({ number, boxes: own }) =>
    own.map(({ class: name, left, top, width, height }) => [number, name, left, top, width, height]),
  );
  const wanted = { pictures: pictures.length, boxes };
  assert.ok(boxes.length > 250, String(boxes.length));
  assert.deepEqual(coco, wanted);
  assert.deepEqual(voc, wanted);
  assert.deepEqual(yolo, wanted);
  const spans = texts.flatMap(({ text, spans: own }, i) =>
    own.map(({ start, end, label }) => [i + 1, label, Array.from(text).slice(start, end).join('')]),
  );
  assert.ok(spans.length > 250, String(spans.length));
  assert.deepEqual(spacy.spans, spans);
  assert.equal(conll.texts, texts.length);
  assert.equal(conll.spans.length, spans.length);
  if (process.env.ANNOTATIONS_STUDIO === undefined) return;
  assert.deepEqual(studio, { boxes: boxes.length, spans: spans.length, converted: boxes.length });
});
