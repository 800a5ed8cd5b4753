import type { Outbound } from '@asg/outbound';
import { readFile } from './file.ts';
import { readGcs, removeGcs, signGcs, writeGcs } from './gcs.ts';
import { type ObjectStore, ObjectStoreFailure } from './port.ts';
import { S3 } from './s3.ts';
import { readWeb } from './web.ts';

/** The object stores of the world. Their libraries are loaded when first used. */
export function createObjectStore(options: {
  readonly outbound: Outbound;
  /** In place of Google's own server, e.g. an emulator. */
  readonly gcsEndpoint: string | null;
}): ObjectStore {
  const { outbound, gcsEndpoint } = options;
  const s3 = new S3(outbound);
  return {
    read: async (request) => {
      const { location, credentials } = request;
      if (location.kind === 'file') return readFile(location.path, request);
      if (location.kind === 'web') return readWeb(outbound, location.url, request);
      if (credentials?.kind === 's3' && location.kind === 's3')
        return s3.read(credentials, location, request);
      if (credentials?.kind === 'gcs' && location.kind === 'gcs')
        return readGcs(gcsEndpoint, credentials, location, request);
      throw mismatch();
    },
    write: async (request) => {
      const { location, credentials } = request;
      if (credentials.kind === 's3' && location.kind === 's3')
        return s3.write(credentials, location, request);
      if (credentials.kind === 'gcs' && location.kind === 'gcs')
        return writeGcs(gcsEndpoint, credentials, location, request);
      throw mismatch();
    },
    remove: async (request) => {
      const { location, credentials } = request;
      if (credentials.kind === 's3' && location.kind === 's3')
        return s3.remove(credentials, location, request);
      if (credentials.kind === 'gcs' && location.kind === 'gcs')
        return removeGcs(gcsEndpoint, credentials, location);
      throw mismatch();
    },
    sign: ({ credentials, ...request }) =>
      credentials.kind === 's3' ? s3.sign(credentials, request) : signGcs(gcsEndpoint, credentials, request),
  };
}

function mismatch(): ObjectStoreFailure {
  return new ObjectStoreFailure('refused', 'the credentials are not those of this kind of store');
}
