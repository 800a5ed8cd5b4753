import { messageOf } from '@asg/domain/errors';
import type { Conditions } from '@asg/runtime';
import type { BlobStore } from './blob-store.ts';

/** The place of the bytes does not do what it is asked for: to be tried again. */
export class AssetsUnavailable extends Error {
  readonly code = 'ASSETS_UNAVAILABLE';
  override readonly name = 'AssetsUnavailable';
}

const conditionName = 'assets';
const said = { put: 'kept', get: 'read', remove: 'deleted' } as const;

/** The same place, whose failures are `AssetsUnavailable` and a condition, until it does again what failed. */
export function watchedBlobs(blobs: BlobStore, conditions: Pick<Conditions, 'report' | 'clear'>): BlobStore {
  const failing = new Map<keyof typeof said, string>();
  const told = (): void => {
    const lines = [...failing].map(([what, reason]) => `cannot be ${said[what]}: ${reason}`);
    const detail = `bytes of assets ${lines.join('; they ')}`;
    if (lines.length === 0) conditions.clear(conditionName);
    else conditions.report(conditionName, { severity: 'degraded', detail });
  };
  const failed = (what: keyof typeof said, error: unknown): AssetsUnavailable => {
    failing.set(what, messageOf(error));
    told();
    return new AssetsUnavailable(`an asset's bytes cannot be ${said[what]}: ${messageOf(error)}`, {
      cause: error,
    });
  };
  const done = (what: keyof typeof said): void => {
    if (failing.delete(what)) told();
  };
  const watched = async <T>(what: keyof typeof said, act: () => Promise<T>): Promise<T> => {
    try {
      const result = await act();
      done(what);
      return result;
    } catch (error) {
      throw failed(what, error);
    }
  };
  async function* read(body: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    try {
      yield* body;
    } catch (error) {
      throw failed('get', error);
    }
  }
  return {
    put: (key, bytes) => watched('put', () => blobs.put(key, bytes)),
    get: async (key) => {
      const body = await watched('get', () => blobs.get(key));
      return body === null ? null : read(body);
    },
    remove: (key) => watched('remove', () => blobs.remove(key)),
  };
}
