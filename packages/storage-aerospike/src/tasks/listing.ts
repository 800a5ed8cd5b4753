import { addedPlaces, allPlaces, metadataPlaces, openedPlaces, type Task } from '@asg/domain';
import { type FillLists, recordNouns, sha256 } from '@asg/storage';
import { last } from '@asg/values/present';
import type { Effect } from '../records/effects.ts';
import { below } from '../records/keys.ts';
import { kindOf } from '../records/noun-keeper.ts';
import type { RecordStore } from '../records/record-store.ts';
import { lists, type TaskState, tasks } from './task-kind.ts';

const keysKind = kindOf(recordNouns.listedKeys);

/** By which keys new tasks of the customer are listed. */
export async function keysOf({ documents }: RecordStore, customerId: string): Promise<readonly string[]> {
  const stored = await documents.read(keysKind, customerId);
  return recordNouns.listedKeys.reads.of.view((stored?.state ?? null) as never, customerId);
}

export function openedLists(task: Task, keys: readonly string[]): readonly Effect[] {
  return openedPlaces(task, keys, sha256).map(([list, place]) => putInto(list, place));
}

/** Entries are hints here too: what an effect puts too late, readers see to be wrong. */
export function movedLists(before: Task, after: Task, keys: readonly string[] = []): readonly Effect[] {
  return addedPlaces(before, after, keys, sha256).map(([list, place]) => putInto(list, place));
}

/** What the metadata of a task that is erased listed it by. */
export function erasedLists({ task, keys = [] }: TaskState): readonly Effect[] {
  return metadataPlaces(task, keys, sha256).map(([list, place]) => ['drop', lists.named(list), place]);
}

function putInto(list: string, place: string): Effect {
  return ['put', lists.named(list), place, ''];
}

/** A stretch of a customer's tasks gets its places; see the port. */
export async function fillLists(
  { documents }: RecordStore,
  { customerId, before, keys, limit }: FillLists,
): Promise<string | null> {
  const edge = before === null ? null : below(before);
  const found = await documents.listed(tasks, lists.ofCustomer(customerId), { limit, before: edge });
  await documents.changeMany<TaskState, null>(
    tasks,
    found.map((known) => ({
      id: known.id,
      known,
      changer: (state) =>
        state === null
          ? { result: null }
          : {
              state: { ...state, ...(keys.length > 0 && { keys }) },
              effects: allPlaces(state.task, keys, sha256).map(([list, place]) => putInto(list, place)),
              result: null,
            },
    })),
  );
  return found.length < limit ? null : last(found).id;
}
