import {
  type ObjectCredentials,
  type ObjectLocation,
  type ObjectStore,
  ObjectStoreFailure,
} from '@asg/object-store';
import type { BlobKey, BlobStore } from './blob-store.ts';

/** A bucket of the operator's, with what stands before the names of all blobs in it. */
export interface BlobBucket {
  readonly kind: 's3' | 'gcs';
  readonly bucket: string;
  /** Empty, or ends with a slash. */
  readonly prefix: string;
  readonly credentials: ObjectCredentials;
}

const notFound = 404;

/** Blobs as objects of a bucket. */
export function bucketBlobs(
  objects: ObjectStore,
  { kind, bucket, prefix, credentials }: BlobBucket,
  signal: AbortSignal,
): BlobStore {
  const locationOf = ({ customerId, sha256 }: BlobKey): Extract<ObjectLocation, { kind: 's3' | 'gcs' }> => ({
    kind,
    bucket,
    key: `${prefix}${customerId}/${sha256}`,
  });
  return {
    put: (key, bytes) =>
      objects.write({
        location: locationOf(key),
        credentials,
        contentType: 'application/octet-stream',
        body: () => oneOf(bytes),
        signal,
      }),
    get: async (key) => {
      try {
        const location = locationOf(key);
        return (await objects.read({ location, credentials, offset: 0, tag: null, signal })).body;
      } catch (error) {
        if (error instanceof ObjectStoreFailure && error.status === notFound) return null;
        throw error;
      }
    },
    remove: (key) => objects.remove({ location: locationOf(key), credentials, signal }),
  };
}

async function* oneOf(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
