import { isForOwn } from '../task/crowd.ts';
import { isSensitive, type Task } from '../task/task.ts';
import { speaks } from './language.ts';

/** Before the language, where the item is sensitive. No language tag has it, and servers of before know nobody who speaks it. */
const sensitiveMark = '!';
/** Around the organisation whose own people alone it is for, before all else. */
const poolMark = '@';

type ForWhom = Pick<Task, 'language' | 'sensitive' | 'moderation'>;

/**
 * Whom a task is for: the organisation whose own people it is for, that they take sensitive items, and the language that they must
 * list. Equal for tasks of one lane of the queue.
 */
export function audienceOf(
  task: ForWhom & Partial<Pick<Task, 'customerId' | 'crowd' | 'turnedAtMs' | 'createdAtMs'>>,
): string {
  const { customerId = '', createdAtMs = 0 } = task;
  return (isForOwn({ ...task, createdAtMs }) ? poolMark + customerId + poolMark : '') + openAudience(task);
}

function openAudience(task: ForWhom): string {
  return (isSensitive(task) ? sensitiveMark : '') + (task.language ?? '');
}

/** The organisation whose own people an audience is of; '': it is the public crowd's. */
export function poolOfAudience(audience: string): string {
  return audience.startsWith(poolMark) ? audience.slice(1, audience.indexOf(poolMark, 1)) : '';
}

interface Asker {
  readonly languages: readonly string[];
  readonly sensitive?: boolean;
  readonly pools?: readonly string[];
}

/**
 * Whether a worker who lists these languages (BCP 47, lower case) is of the audience. `pools`: they ask as one of the own people
 * of these organisations, and for nothing else.
 */
export function isOfAudience({ languages, sensitive = false, pools }: Asker, audience: string): boolean {
  const pool = poolOfAudience(audience);
  if (pool === '' ? pools !== undefined : pools?.includes(pool) !== true) return false;
  const open = pool === '' ? audience : audience.slice(pool.length + 2);
  if (!open.startsWith(sensitiveMark)) return speaks(languages, open);
  return sensitive && speaks(languages, open.slice(sensitiveMark.length));
}

/** The audiences whose gold may go before the task: what is shown to them is no worse than the task. */
export function audiencesWithin(task: ForWhom): readonly string[] {
  const plain = task.language === null ? [''] : [task.language, ''];
  return isSensitive(task) ? [...plain.map((one) => sensitiveMark + one), ...plain] : plain;
}
