import { isSensitive, type Task } from '../task/task.ts';
import { speaks } from './language.ts';

/** Before the language, where the item is sensitive. No language tag has it, and servers of before know nobody who speaks it. */
const sensitiveMark = '!';

/** Whom a task is for: the language that they must list, and that they take sensitive items. Equal for tasks of one lane of the queue. */
export function audienceOf(task: Pick<Task, 'language' | 'sensitive' | 'moderation'>): string {
  return (isSensitive(task) ? sensitiveMark : '') + (task.language ?? '');
}

/** Whether a worker who lists these languages (BCP 47, lower case) is of the audience. */
export function isOfAudience(
  { languages, sensitive = false }: { readonly languages: readonly string[]; readonly sensitive?: boolean },
  audience: string,
): boolean {
  if (!audience.startsWith(sensitiveMark)) return speaks(languages, audience);
  return sensitive && speaks(languages, audience.slice(sensitiveMark.length));
}

/** The audiences whose gold may go before the task: what is shown to them is no worse than the task. */
export function audiencesWithin(
  task: Pick<Task, 'language' | 'sensitive' | 'moderation'>,
): readonly string[] {
  const plain = task.language === null ? [''] : [task.language, ''];
  return isSensitive(task) ? [...plain.map((one) => sensitiveMark + one), ...plain] : plain;
}
