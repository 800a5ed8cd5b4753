import { deadline } from './environment.ts';
import { ASGGatewayConnectionError } from './errors.ts';

/** One block of a stream of server-sent events. */
export interface StreamBlock {
  readonly id: string | null;
  readonly event: string | null;
  readonly data: string | null;
  /** ms that the server asks to wait before a reconnection. */
  readonly retryMs: number | null;
}

/** The lines of a text stream, whatever ends them. Throws an ASGGatewayConnectionError where nothing comes for `quietMs`. */
export async function* linesOf(
  stream: ReadableStream<Uint8Array>,
  quietMs: number,
): AsyncGenerator<string, void, undefined> {
  const reader = stream.getReader();
  const decoder = new TextDecoder();
  let rest = '';
  try {
    for (;;) {
      const { done, value } = await nextChunk(reader, quietMs);
      rest += done ? decoder.decode() : decoder.decode(value, { stream: true });
      // A carriage return at the end may be the first half of a line's end.
      const parts = rest.split(done ? /\r\n|\r|\n/ : /\r\n|\r(?!$)|\n/);
      rest = parts.pop() ?? '';
      yield* parts;
      if (done) break;
    }
    if (rest !== '') yield rest;
  } finally {
    await reader.cancel().catch(() => {});
  }
}

async function nextChunk(reader: ReadableStreamDefaultReader<Uint8Array>, quietMs: number) {
  const { signal, clear } = deadline(
    quietMs,
    () => new ASGGatewayConnectionError(`nothing came for ${quietMs} ms`),
  );
  const silence = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
  try {
    return await Promise.race([reader.read(), silence]);
  } finally {
    clear();
  }
}

/** The blocks of a stream, also those without data. One that the stream breaks off in is dropped, as the standard has it. */
export async function* blocksOf(lines: AsyncIterable<string>): AsyncGenerator<StreamBlock, void, undefined> {
  let block: { -readonly [K in keyof StreamBlock]: StreamBlock[K] } = emptyBlock();
  let isEmpty = true;
  for await (const line of lines) {
    if (line === '') {
      if (!isEmpty) yield block;
      block = emptyBlock();
      isEmpty = true;
      continue;
    }
    const [, name = '', value = ''] = /^([^:]*)(?:: ?(.*))?$/s.exec(line) ?? [];
    isEmpty &&= name === '';
    if (name === 'data') block.data = block.data === null ? value : `${block.data}\n${value}`;
    else if (name === 'id' && !value.includes('\0')) block.id = value;
    else if (name === 'event') block.event = value;
    else if (name === 'retry' && /^\d+$/.test(value)) block.retryMs = Number(value);
  }
}

const emptyBlock = (): StreamBlock => ({ id: null, event: null, data: null, retryMs: null });
