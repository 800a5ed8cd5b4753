import { type ListOrder, placeOf, type Task, type TaskSort } from '@asg/domain';
import type { Storage } from '@asg/storage';
import { present } from '@asg/values/present';

export interface Bounds {
  readonly after: string | null;
  readonly before: string | null;
}

interface OfBatch {
  readonly ids: readonly string[];
  readonly sort: TaskSort;
  readonly order: ListOrder;
  readonly within: Bounds;
}

/** Up to `limit` tasks that come after `last`. */
type ReadOn = (last: Task | null, limit: number) => Promise<readonly Task[]>;

/** Tasks of a batch in the order in which they were made: as many are read as are looked at. */
export function readById({ tasks }: Storage, { ids, order, within }: OfBatch): ReadOn {
  const sorted = ids.filter((id) => isWithin(id, within)).sort();
  const left = order === 'asc' ? sorted : sorted.reverse();
  return async (last, limit) => {
    const start = last === null ? 0 : left.indexOf(last.taskId) + 1;
    const found = await tasks.many(left.slice(start, start + limit));
    return found.map((task) => present(task, 'a task of a batch'));
  };
}

/** By another place all of them are read, which are few enough. */
export async function readByPlace(
  { tasks }: Storage,
  { ids, sort, order, within }: OfBatch,
): Promise<ReadOn> {
  const placed = (await tasks.many(ids)).flatMap((task) => {
    const place = task === null ? null : placeOf(sort, task);
    return task === null || place === null || !isWithin(place, within) ? [] : [{ task, place }];
  });
  const sign = order === 'asc' ? 1 : -1;
  const left = placed.sort((a, b) => (a.place < b.place ? -sign : sign)).map(({ task }) => task);
  return async (last, limit) => {
    const start = last === null ? 0 : left.indexOf(last) + 1;
    return left.slice(start, start + limit);
  };
}

const isWithin = (place: string, { after, before }: Bounds): boolean =>
  (after === null || place > after) && (before === null || place < before);
