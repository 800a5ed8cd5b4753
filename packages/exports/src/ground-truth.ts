import { setImmediate } from 'node:timers/promises';
import { type ExportedTask, type JobRecord, parseExactly, readPlaced, sentMetadata } from '@asg/domain';
import { jsonl } from '@asg/formats';
import type { Storage } from '@asg/storage';
import { isRecord } from '@asg/values/json';
import { type LineObject, labelledObject, type OutputManifest } from './ground-truth-lines.ts';
import { type Source, tasksOfLines } from './source.ts';
import { filled, withTexts } from './texts.ts';

/** A line may be of 256 KiB: a page is as much as is in memory. Whole pages make a block of repeated lines. */
const pageLines = 50;

/**
 * The job's lines in the format of Ground Truth's output manifest: the object as it was sent, with its label. An object that got none
 * has a `failure-reason`; one that is still open stands as it was sent. Lines that were no JSON objects are left out.
 */
export async function* jobManifestOf(storage: Storage, job: JobRecord): AsyncGenerator<Uint8Array> {
  const { jobId, cursor } = job;
  for (let first = 1; first <= cursor.line; first += pageLines) {
    const count = Math.min(pageLines, cursor.line - first + 1);
    const page = { limit: count, after: first - 1 };
    const [tasks, kept, rejected] = await Promise.all([
      tasksOfLines(storage, job, first, count).then((found) => filled(storage, found)),
      storage.jobs.keptLines(jobId, page),
      storage.jobs.rejectedLines(jobId, page),
    ]);
    const placed = new Map(tasks.map((one) => [one.line, one]));
    const sent = new Map(kept.map(({ line, text }) => [line, readPlaced(text, line).text]));
    const reasons = new Map(rejected.map(({ line, reason }) => [line, readPlaced(reason, line).text]));
    const objects = Array.from({ length: count }, (_, i) => {
      const line = first + i;
      const found = placed.get(line);
      const object = objectOf(found, sent.get(line));
      return object === null ? null : labelledObject(job, object, found ?? null, reasons.get(line));
    });
    yield linesOf(objects.filter((object) => object !== null));
    await setImmediate();
  }
}

/** The same of tasks that came by no manifest, under a name of the whole. */
export async function* manifestOf(
  storage: Storage,
  source: Source,
  whole: Omit<OutputManifest, 'taskType'>,
): AsyncGenerator<Uint8Array> {
  for await (const page of withTexts(storage, source))
    yield linesOf(
      page.map((one) =>
        labelledObject({ ...whole, taskType: one.task.type }, ownObject(one), one, undefined),
      ),
    );
}

/** What was sent; a line in our own format as Ground Truth would have it. Null: neither is there. */
function objectOf(found: ExportedTask | undefined, sent: string | undefined): LineObject | null {
  if (sent === undefined || sent === '') return found === undefined ? null : ownObject(found);
  const value = parseExactly(sent);
  return isRecord(value) ? value : null;
}

function ownObject({ task, text }: ExportedTask): LineObject {
  const metadata = sentMetadata(task.metadata);
  const item = text === null ? { 'source-ref': task.dataUrl } : { source: text };
  return { ...item, ...(metadata === null ? {} : { metadata }) };
}

const linesOf = (objects: readonly LineObject[]): Uint8Array =>
  Buffer.from([...jsonl.write(objects)].join(''));
