import { listName, type Task, valuesMeant } from '@asg/domain';
import { type StorageReader, sha256 } from '@asg/storage';

export const taskIdForm = /^tsk_[0-7][0-9A-HJKMNP-TV-Z]{25}$/;

/**
 * A customer's tasks that have the text as their id, as their idempotency key, or as a member of their metadata by one of the keys,
 * the newest first: at most `limit` by each key.
 */
export async function exactlyMeant(
  { tasks }: Pick<StorageReader, 'tasks'>,
  {
    customerId,
    text,
    keys,
    limit,
  }: {
    readonly customerId: string;
    readonly text: string;
    readonly keys: readonly string[];
    readonly limit: number;
  },
): Promise<readonly Task[]> {
  const values = valuesMeant(text);
  const lists = keys.flatMap((key) =>
    values.map((value) => listName(customerId, 'created', { metadata: { key, value } }, sha256)),
  );
  const [byKey, ...listed] = await Promise.all([
    tasks.byKey({ customerId, key: text }),
    ...lists.map((list) => tasks.listed({ list, after: null, before: null, order: 'desc', limit })),
  ]);
  const ids = [...(taskIdForm.test(text) ? [text] : []), ...(byKey === null ? [] : [byKey])];
  const named = (await tasks.many(ids)).filter((task) => task !== null);
  const found = new Map([...named, ...listed.flat()].map((task) => [task.taskId, task]));
  return [...found.values()]
    .filter((task) => task.customerId === customerId)
    .sort((a, b) => (a.taskId < b.taskId ? 1 : -1));
}
