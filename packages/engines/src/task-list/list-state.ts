import { idPrefixes, ulidTimeMs } from '@asg/domain';
import { everybody, type ListWalk, type StorageReader } from '@asg/storage';

/** By which keys a customer's tasks are listed, and how far back. */
export interface ListState {
  readonly keys: readonly string[];
  /** Lists have all tasks that were made after it, Unix ms; null: all there are. */
  readonly filledTo: number | null;
}

export async function listState(
  { listedKeys, listWalks }: Pick<StorageReader, 'listedKeys' | 'listWalks'>,
  customerId: string,
): Promise<ListState> {
  const [keys, own, all] = await Promise.all([
    listedKeys.of(customerId),
    listWalks.get(customerId),
    listWalks.get(everybody),
  ]);
  return { keys, filledTo: filledTo(own, all) };
}

function filledTo(own: ListWalk | null, all: ListWalk | null): number | null {
  if (own === null) return all?.isDone === true ? null : (all?.sinceMs ?? Number.MAX_SAFE_INTEGER);
  if (own.isDone) return null;
  return own.at === null ? own.sinceMs : ulidTimeMs(own.at.slice(idPrefixes.task.length));
}
