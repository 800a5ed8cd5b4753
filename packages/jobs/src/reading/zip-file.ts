import { open } from 'node:fs/promises';
import { codeOf, messageOf } from '@asg/domain/errors';
import type { ZipSource } from '@asg/formats/zips';
import { ObjectStoreFailure } from '@asg/object-store';

/** A zip on this machine, open until it is disposed of. Rejects with an `ObjectStoreFailure`, as its `read` does. */
export async function openZipFile(path: string): Promise<ZipSource & AsyncDisposable> {
  const file = await open(path).catch((error: unknown) => {
    throw codeOf(error) === 'ENOENT'
      ? new ObjectStoreFailure('refused', 'the uploaded file is gone')
      : new ObjectStoreFailure('unavailable', messageOf(error));
  });
  const { size } = await file.stat();
  return {
    size,
    read: async (offset, length) => {
      try {
        const { buffer, bytesRead } = await file.read(Buffer.allocUnsafe(length), 0, length, offset);
        return buffer.subarray(0, bytesRead);
      } catch (error) {
        throw new ObjectStoreFailure('unavailable', messageOf(error));
      }
    },
    [Symbol.asyncDispose]: () => file.close(),
  };
}
