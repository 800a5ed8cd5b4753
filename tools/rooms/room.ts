/** What a part of the repository may import. */
export interface Room {
  /** Other rooms, by the last part of their folder. */
  readonly may: readonly string[];
  /** npm packages; `*` at the end stands for any rest. */
  readonly packages?: readonly string[];
  /** Whether Node's own modules may be used: not where the room runs in browsers too. */
  readonly node: boolean;
  /** Its folders, with the siblings that each may import; `any` where there is no rule. Files beside the folders are shared. A folder in a folder names those beside it in full. */
  readonly folders?: Readonly<Record<string, SubRoom | readonly string[] | 'any'>>;
  /** Files of other rooms that it looks for when it runs. */
  readonly paths?: readonly string[];
}

/** A folder of a room. What it does not say is as the room says. */
export interface SubRoom extends Partial<Omit<Room, 'folders'>> {
  readonly siblings: readonly string[] | 'any';
}

/** Folders without a rule. */
export const free = (...folders: readonly string[]): Readonly<Record<string, 'any'>> =>
  Object.fromEntries(folders.map((folder) => [folder, 'any']));

/** Folders that import no sibling. */
export const alone = (...folders: readonly string[]): Readonly<Record<string, readonly string[]>> =>
  Object.fromEntries(folders.map((folder) => [folder, []]));
