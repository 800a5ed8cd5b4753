import type { Write, WriteAnswer } from '../group-writer.ts';

/** Where groups of writes are carried out: in this thread, or in one of their own. */
export interface WriteTransport {
  /** One group at a time. Rejects only if the writer is lost: then what became of the group is unknown. */
  send(group: readonly Write[]): Promise<readonly WriteAnswer[]>;
  close(): Promise<void>;
}
