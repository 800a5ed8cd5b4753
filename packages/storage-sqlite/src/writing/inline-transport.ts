import type { DatabaseSync } from 'node:sqlite';
import { decodeFailure, encodeFailure } from './failures.ts';
import { GroupWriter } from './group-writer.ts';
import type { WriteTransport } from './transport.ts';

/** Writes in the calling thread, which waits for the disk. */
export function inlineTransport(db: DatabaseSync): WriteTransport {
  const writer = new GroupWriter(db);
  return {
    groupsAtOnce: 1,
    send: async (group) =>
      writer
        .run(group)
        .map((answer) =>
          answer.ok ? answer : { ok: false, error: decodeFailure(encodeFailure(answer.error)) },
        ),
    close: async () => writer.close(),
  };
}
