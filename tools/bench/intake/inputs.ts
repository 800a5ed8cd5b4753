import { randomFillSync } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { zipOf } from '@asg/formats/tables';
import { pngOf } from '@asg/testing';

/** Rows that become tasks, by what they are called in the metadata, and those that become errors. */
export interface Input {
  readonly good: number;
  readonly bad: number;
  readonly bytes: number;
}

const badEvery = 1_000;
const linesTogether = 1_000;
const [width, height] = [640, 420];
const wrongEvery = 50;

const isBadLine = (i: number): boolean => i % badEvery === badEvery / 2;

/** A JSONL of so many lines, each with a key of its own; one of a thousand is no task. */
export async function writeLines(path: string, count: number): Promise<Input> {
  let [bad, bytes] = [0, 0];
  const pieces = function* (): Generator<string> {
    for (let first = 0; first < count; first += linesTogether) {
      let piece = '';
      for (let i = first; i < Math.min(count, first + linesTogether); i++) {
        if (isBadLine(i)) bad++;
        const item = isBadLine(i) ? 'nowhere' : `https://example.com/images/${i}.jpg`;
        piece += `{"data_url":"${item}","idempotency_key":"row-${i}","metadata":{"row":${i}}}\n`;
      }
      bytes += piece.length;
      yield piece;
    }
  };
  await pipeline(Readable.from(pieces()), createWriteStream(path));
  return { good: count - bad, bad, bytes };
}

/** A zip of about so many bytes: pictures of noise, which no compression makes smaller, and among fifty one that is cut off and a PDF. */
export async function writeZip(path: string, bytesWanted: number): Promise<Input> {
  let [good, bad, bytes] = [0, 0, 0];
  const noise = randomFillSync(Buffer.alloc(width * height * 3));
  const files = async function* () {
    for (let i = 0; bytes < bytesWanted; i++) {
      randomFillSync(noise, 0, width);
      const picture = pngOf(width, height, noise, 0);
      const isCut = i % wrongEvery === 7;
      const isPdf = i % wrongEvery === 23;
      const content = isPdf
        ? Buffer.from(`%PDF-1.7 ${i}`)
        : isCut
          ? picture.subarray(0, picture.length / 2)
          : picture;
      if (isCut || isPdf) bad++;
      else good++;
      bytes += content.length;
      yield { name: `folder/${i}.${isPdf ? 'pdf' : 'png'}`, bytes: one(content) };
    }
  };
  await pipeline(Readable.from(zipOf(files(), 0)), createWriteStream(path));
  return { good, bad, bytes };
}

async function* one(bytes: Buffer): AsyncGenerator<Uint8Array> {
  yield bytes;
}
