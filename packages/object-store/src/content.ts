import type { Readable } from 'node:stream';
import { contentCodings, withoutCodings } from '@asg/outbound';
import { guarded } from './failures.ts';
import { ObjectStoreFailure } from './port.ts';

type Header = string | string[] | undefined;

/** Whether the object's bytes are its content: only then can a part of it be asked for. Throws where nobody can undo it. */
export function isPlain(encoding: Header): boolean {
  return codingsOf(encoding).length === 0;
}

/** The content of a whole body, without what `Content-Encoding` says, from its byte `offset` on, with the failures of the port. */
export function contentFrom(body: Readable, encoding: Header, offset: number): AsyncGenerator<Uint8Array> {
  return skipping(guarded(withoutCodings(body, codingsOf(encoding))), offset);
}

function codingsOf(encoding: Header): readonly string[] {
  const found = contentCodings(encoding);
  if (found.ok) return found.codings;
  throw new ObjectStoreFailure('refused', `its Content-Encoding cannot be undone: ${found.unknown}`);
}

async function* skipping(body: AsyncIterable<Uint8Array>, count: number): AsyncGenerator<Uint8Array> {
  let left = count;
  for await (const bytes of body) {
    if (left < bytes.length) yield left === 0 ? bytes : bytes.subarray(left);
    left = Math.max(0, left - bytes.length);
  }
}
