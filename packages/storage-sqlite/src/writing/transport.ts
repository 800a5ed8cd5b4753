import type { Write, WriteAnswer } from './group-writer.ts';

/** Where groups of writes are carried out: in this thread, or in one of their own. */
export interface WriteTransport {
  /** How many groups may be under way: with several, it works while the event loop is busy. */
  readonly groupsAtOnce: number;
  /** Groups are carried out in the order they are sent. Rejects only if the writer is lost: then what became of the group is unknown. */
  send(group: readonly Write[]): Promise<readonly WriteAnswer[]>;
  /** Collects the garbage of the thread that writes, where that has one. */
  giveBack?(): void;
  close(): Promise<void>;
}
