import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { blocksOf, linesOf, type StreamBlock } from './event-stream.ts';

function streamOf(chunks: readonly Uint8Array[]): ReadableStream<Uint8Array> {
  return new ReadableStream({
    start: (controller) => {
      for (const chunk of chunks) controller.enqueue(chunk);
      controller.close();
    },
  });
}

async function collected<T>(source: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const each of source) all.push(each);
  return all;
}

const blocksIn = (text: string): Promise<StreamBlock[]> =>
  collected(blocksOf(linesOf(streamOf([new TextEncoder().encode(text)]), 1000)));
const block = (given: Partial<StreamBlock>): StreamBlock => ({
  id: null,
  event: null,
  data: null,
  retryMs: null,
  ...given,
});

test('blocks are read as the standard has it', async () => {
  assert.deepEqual(
    await blocksIn('retry: 2000\nid: 0\n\n: still here\n\nid: 1\nevent: a\ndata: {"x":\ndata:1}\n\n'),
    [block({ retryMs: 2000, id: '0' }), block({ id: '1', event: 'a', data: '{"x":\n1}' })],
  );
  assert.deepEqual(await blocksIn('data\n\ndata:  two blanks\n\nretry: soon\nunknown: 1\n\n'), [
    block({ data: '' }),
    block({ data: ' two blanks' }),
    block({}),
  ]);
});

test('a block that the stream breaks off in is dropped', async () => {
  assert.deepEqual(await blocksIn('id: 1\ndata: whole\n\nid: 2\ndata: half\n'), [
    block({ id: '1', data: 'whole' }),
  ]);
});

test('lines are the same however the bytes are cut, whatever ends them', async () => {
  const lineText = fc.string({ unit: 'grapheme' }).map((text) => text.replace(/[\r\n]/g, ''));
  const ends = fc.constantFrom('\n', '\r\n', '\r');
  await fc.assert(
    fc.asyncProperty(
      fc.array(lineText.filter((line) => line !== '')),
      ends,
      fc.array(fc.nat(40)),
      async (lines, end, sizes) => {
        const bytes = new TextEncoder().encode(lines.map((line) => line + end).join(''));
        const chunks: Uint8Array[] = [];
        let at = 0;
        for (const size of sizes) {
          chunks.push(bytes.subarray(at, at + size));
          at += size;
        }
        chunks.push(bytes.subarray(at));
        assert.deepEqual(await collected(linesOf(streamOf(chunks), 1000)), lines);
      },
    ),
  );
});

test('a stream on which nothing comes is given up', async () => {
  const silent = new ReadableStream<Uint8Array>();
  await assert.rejects(collected(linesOf(silent, 10)), /nothing came for 10 ms/);
});
