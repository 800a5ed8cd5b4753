import { Readable } from 'node:stream';
import { attachmentOf } from '../exports/file-name.ts';

/** Sends a document as it is made. */
export function documentReply(text: AsyncIterable<string>, name: string, type = 'application/json') {
  const headers = {
    'content-type': type,
    'content-disposition': attachmentOf(name),
    'cache-control': 'no-store',
  };
  return { status: 200, headers, body: Readable.from(text, { objectMode: false }) } as const;
}
