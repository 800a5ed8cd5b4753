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
import { cocoOf, conllOf, spacyOf, type TextSpan, vocFiles, yoloFiles } from '@asg/formats/annotations';
import { zipOf } from '@asg/formats/tables';
import { decidedBoxes, decidedSpans } from '../scenarios/kinds/decided-jobs.ts';
import { startStage } from '../scenarios/kinds/stage.ts';
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
  const boxes = pictures.flatMap(({ number, boxes: own }) =>
    own.map(({ class: name, left, top, width, height }) => [number, name, left, top, width, height]),
  );
  const spans = texts.flatMap(({ text, spans: own }, i) =>
    own.map((span) => [i + 1, ...wordsOf(text, span)]),
  );
  assert.ok(boxes.length > 250 && spans.length > 250, `${boxes.length} boxes, ${spans.length} spans`);
  await assertCounted(folder, { pictures: pictures.length, boxes, texts: texts.length, spans });
});

test('they count as much in what a server exports', { skip }, async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'asg-annotations-'));
  t.after(() => rm(folder, { recursive: true }));
  await using stage = await startStage();
  const boxed = await decidedBoxes(stage);
  const marked = await decidedSpans(stage);
  for (const [{ jobId }, format, name] of [
    [boxed, 'coco', 'boxes.coco.json'],
    [boxed, 'voc', 'boxes.voc.zip'],
    [boxed, 'yolo', 'boxes.yolo.zip'],
    [boxed, 'label_studio', 'boxes.studio.json'],
    [boxed, 'label_studio_config', 'boxes.studio.xml'],
    [marked, 'spacy', 'spans.spacy.jsonl'],
    [marked, 'conll', 'spans.conll'],
    [marked, 'label_studio', 'spans.studio.json'],
    [marked, 'label_studio_config', 'spans.studio.xml'],
  ] as const)
    await writeFile(join(folder, name), await stage.customer.jobs.export(jobId, { format }));
  const boxes = boxed.lines.flatMap(({ line, consensus_value: value }) =>
    typeof value === 'object' && value !== null && 'boxes' in value
      ? value.boxes.map((one) => [line, one.class, one.left, one.top, one.width, one.height])
      : [],
  );
  const spans = marked.lines.flatMap(({ line, text, consensus_value: value }) =>
    typeof value === 'object' && value !== null && 'spans' in value
      ? value.spans.map((span) => [line, ...wordsOf(text ?? '', span)])
      : [],
  );
  assert.ok(boxes.length > 10 && spans.length > 3, `${boxes.length} boxes, ${spans.length} spans`);
  await assertCounted(folder, { pictures: boxed.lines.length, boxes, texts: marked.lines.length, spans });
});

const wordsOf = (text: string, { start, end, label }: TextSpan): readonly [label: string, words: string] => [
  label,
  Array.from(text).slice(start, end).join(''),
];

interface Counted {
  readonly pictures: number;
  readonly boxes: readonly (readonly (number | string)[])[];
  readonly texts: number;
  readonly spans: readonly (readonly (number | string)[])[];
}

/** That the libraries find this in the files of the folder. */
async function assertCounted(folder: string, { pictures, boxes, texts, spans }: Counted): Promise<void> {
  const program = join(import.meta.dirname, 'counts.py');
  const { stdout } = await run(ANNOTATIONS_PYTHON ?? '', [program, folder], { maxBuffer: 1e8 });
  const { coco, voc, yolo, spacy, conll, studio } = JSON.parse(stdout);
  for (const found of [coco, voc, yolo]) assert.deepEqual(found, { pictures, boxes });
  assert.deepEqual(spacy.spans, spans);
  assert.deepEqual([conll.texts, conll.spans.length], [texts, spans.length]);
  if (process.env.ANNOTATIONS_STUDIO === undefined) return;
  assert.deepEqual(studio, { boxes: boxes.length, spans: spans.length, converted: boxes.length });
}
