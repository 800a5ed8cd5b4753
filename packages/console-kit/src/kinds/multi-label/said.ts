import { isRecord } from '@asg/values/json';
import { jsonIn } from '../view.ts';

/** What "none of these" is read as. */
export const noneText = 'None of these';

/** The options of an answer, none where none applies; null: the text is no such answer. */
export function optionsIn(answer: string): readonly string[] | null {
  const json = jsonIn(answer);
  if (!isRecord(json)) return null;
  if (json.none === true) return [];
  if (!Array.isArray(json.options)) return null;
  return json.options.flatMap((option) => (typeof option === 'string' ? [option] : []));
}
