import { parseJson } from '@asg/domain/values';
import type { LabelValue } from '@asg/sdk';
import { isRecord } from '@asg/values/json';
import { UsageError } from '../terminal/exit.ts';

/** The value of a label from the command line; which ones a task takes, the server says. */
export function labelValue(text: string): LabelValue {
  const parsed = parseJson(text, 'whole');
  const value = parsed.ok ? parsed.value : undefined;
  if (typeof value === 'number') return value;
  if (isRecord(value)) {
    const { item, tie, options, none } = value;
    if (typeof item === 'string') return { item };
    if (tie === true) return { tie };
    if (none === true) return { none };
    if (Array.isArray(options) && options.every((one) => typeof one === 'string')) return { options };
  }
  throw new UsageError(
    `--value must be as in the API: 4, '{"item":"a"}', '{"tie":true}', '{"options":["a"]}'`,
  );
}
