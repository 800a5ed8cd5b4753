import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { changed, guarded } from './failures.ts';
import { ObjectStoreFailure, type ObjectStream, type ReadObject } from './port.ts';

/** A file on this machine. */
export async function readFile(path: string, { offset, tag, signal }: ReadObject): Promise<ObjectStream> {
  const found = await stat(path).catch(() => null);
  if (found === null) throw new ObjectStoreFailure('refused', 'the uploaded file is gone');
  const own = `${found.size}-${found.mtimeMs}`;
  if (tag !== null && tag !== own) throw changed();
  return { tag: own, body: guarded(createReadStream(path, { start: offset, signal })) };
}
