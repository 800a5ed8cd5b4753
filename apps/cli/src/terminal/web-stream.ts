import { once } from 'node:events';
import { Readable } from 'node:stream';

async function* chunksOf(body: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array, void, undefined> {
  const reader = body.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } finally {
    await reader.cancel();
  }
}

/** The body of an answer as a stream of Node's. */
export function readableOf(body: ReadableStream<Uint8Array>): Readable {
  return Readable.from(chunksOf(body), { objectMode: false });
}

/** Puts out all of it as it comes. Standard output stays open: it is not ours to close. */
export async function printStream(body: ReadableStream<Uint8Array>): Promise<void> {
  for await (const chunk of chunksOf(body))
    if (!process.stdout.write(chunk)) await once(process.stdout, 'drain');
}
