import { messageOf } from '@asg/domain/errors';
import { type Storage, StorageUnavailable, type StoreTrouble } from '@asg/storage';
import type { StoreFinding } from './look.ts';

/** An open store. */
export interface OpenStore {
  readonly storage: Storage;
  /** Whether it answers and writes. Rejects with what is wrong and what to do, for the operator. */
  readonly check: () => Promise<void>;
  /** What it does not protect from, for the operator; null: nothing to say. Asked for anew each time. */
  readonly warning: () => Promise<string | null>;
  /** Has the listener called after each change that somebody may have work because of: soon after, where another process made it. */
  readonly onWritten: (listener: () => void) => void;
  /** What this process has asked of the servers that keep it, so far; absent: there are none. */
  readonly commands?: () => readonly CommandFigures[];
  /** Gives back memory that it does not need while nothing happens. */
  readonly giveBack?: () => void;
}

/** Commands of one kind on one set of records: how many, how many records in them, and how many of these failed. */
interface CommandFigures {
  readonly set: string;
  readonly command: string;
  readonly commands: number;
  readonly records: number;
  readonly errors: number;
}

/** A storage engine as the server knows it: how a store of it is named, and how one is opened. */
export interface StorageEngine<Settings extends object> {
  /** What the name of a store begins with, e.g. `sqlite:`. */
  readonly prefix: string;
  /** Several processes may work on a store at the same time. */
  readonly isShared: boolean;
  /** For the operator: the name of a store as an example, and what it is. */
  readonly about: string;
  /** Reads what follows the prefix. `variable`: what a ConfigError blames. */
  readonly settingsOf: (rest: string, variable: string) => Settings;
  /** What follows the prefix, for messages. */
  readonly nameOf: (settings: Settings) => string;
  /** Opens a store as it is; one is made where there is none. */
  readonly open: (settings: Settings, dataDir: string) => Promise<OpenStore>;
  /** Looks at what keeps the store, for `asg doctor`; absent: it is files of the data folder. */
  readonly look?: (settings: Settings) => Promise<readonly StoreFinding[]>;
}

/** What to do about a store that cannot be written. */
export type Advice = Readonly<Partial<Record<StoreTrouble, string>>>;

export async function checked(storage: Storage, advice: Advice): Promise<void> {
  try {
    await storage.ping();
  } catch (error) {
    const trouble = error instanceof StorageUnavailable ? error.trouble : null;
    const sentence = trouble === null ? undefined : advice[trouble];
    if (sentence === undefined) throw error;
    throw new StorageUnavailable(`${sentence}. (${messageOf(error)})`, { trouble, cause: error });
  }
}
