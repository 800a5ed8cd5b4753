import { setTimeout } from 'node:timers/promises';
import type { JobExportLine, LabelValue, UploadJob, ValueOfKind } from '@asg/sdk';
import { pngOf, zipOf } from '@asg/testing';
import type { Stage } from './stage.ts';

/** A job that was decided, and its lines as JSONL has them. */
export interface DecidedJob {
  readonly jobId: string;
  readonly lines: readonly JobExportLine[];
}

type Order = Pick<UploadJob, 'task_type' | 'label_spec'>;

/** Three workers label each item, which is all that `answer` is given of it. */
async function decided(
  { customer, workers }: Stage,
  file: Blob,
  order: Order,
  answer: (item: Buffer, worker: number) => LabelValue,
): Promise<DecidedJob> {
  const { job_id: jobId } = await customer.jobs.upload({ ...order, file, consensus_threshold: 3 });
  while ((await customer.jobs.get(jobId)).ingested_at === null) await setTimeout(50);
  for (const [worker, { client }] of workers.entries())
    for (const { assignment_id } of await client.next(20)) {
      const { content, itemToken } = await client.item(assignment_id);
      const value = answer(Buffer.from(await content.arrayBuffer()), worker);
      await client.label(assignment_id, { value }, { itemToken });
    }
  await customer.jobs.wait(jobId);
  const lines: JobExportLine[] = [];
  for await (const line of customer.jobs.exportLines(jobId)) lines.push(line);
  return { jobId, lines };
}

const pictureHeight = 60;
export const boxClasses = ['bus', 'traffic light, red', 'a "quoted" <tag>', 'שלום'];
/** Each picture is known by how wide it is. */
const pictures: Readonly<Record<string, number>> = {
  'holiday/one.png': 61,
  'Straße & "zwei".png': 64,
  'שלוש.png': 97,
  '4.png': 130,
};

function boxesOn(width: number): ValueOfKind['bounding_boxes'] {
  const count = Object.values(pictures).indexOf(width) * 2;
  const boxes = Array.from({ length: count }, (_, i) => ({
    class: boxClasses[i % boxClasses.length] ?? '',
    left: i * 10,
    top: (i * 7) % 20,
    width: 9,
    height: 30 + i,
  }));
  return count === 0 ? { none: true } : { boxes };
}

/** What is on the pictures, in their order. */
export const drawn = Object.values(pictures).map(boxesOn);

/** Two workers are exact, and one is a little off. */
export function decidedBoxes(stage: Stage): Promise<DecidedJob> {
  const files = Object.entries(pictures).map(([name, width]) => {
    const pixels = Buffer.alloc(width * pictureHeight * 3, width);
    return [name, pngOf(width, pictureHeight, pixels)] as const;
  });
  const zip = new Blob([Uint8Array.from(zipOf(Object.fromEntries(files)))]);
  const label_spec = { question: 'Where is each?', classes: boxClasses };
  return decided(stage, zip, { task_type: 'bounding_boxes', label_spec }, (item, worker) => {
    // Of a PNG, behind its signature and the name of its first part.
    const value = boxesOn(item.readUInt32BE(16));
    if (worker < 2 || !('boxes' in value)) return value;
    return { boxes: value.boxes.map((box) => ({ ...box, left: box.left + 1, height: box.height - 1 })) };
  });
}

export const spanClasses = ['PER', 'PLACE', 'X, "y" 50%'];
const texts = [
  { text: '😀 Ada Lovelace wrote it.', spans: [{ start: 2, end: 14, label: 'PER' }] },
  { text: 'Nobody is here.', spans: [] },
  {
    text: 'שלום 👩‍👩‍👧 Grüße\naus Köln',
    spans: [
      { start: 0, end: 4, label: 'X, "y" 50%' },
      { start: 5, end: 10, label: 'PER' },
      { start: 21, end: 25, label: 'PLACE' },
    ],
  },
];

/** The texts with what is marked in them. */
export const marked: readonly (readonly [text: string, value: ValueOfKind['text_spans']])[] = texts.map(
  ({ text, spans }) => [text, spans.length === 0 ? { none: true } : { spans }],
);

/** Two workers are exact, and one stops a character early. */
export function decidedSpans(stage: Stage): Promise<DecidedJob> {
  const file = new Blob(texts.map(({ text }) => `${JSON.stringify({ data: { text } })}\n`));
  const label_spec = { question: 'Who and where?', classes: spanClasses };
  const known = new Map(marked);
  return decided(stage, file, { task_type: 'text_spans', label_spec }, (item, worker) => {
    const value = known.get(item.toString('utf8')) ?? { none: true };
    if (worker < 2 || !('spans' in value)) return value;
    return { spans: value.spans.map((span) => ({ ...span, end: span.end - 1 })) };
  });
}
