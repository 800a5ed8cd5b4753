import { type GoldRecord, templateKey } from '@asg/domain';
import { sha256 } from '@asg/storage';
import type { TaskInput } from './task-input.ts';

/** The item that an input with a known answer amounts to; null: the answer is none of the options. */
export function goldRecord(
  input: Pick<TaskInput, 'type' | 'data_url' | 'label_spec' | 'language'> & { readonly gold_label: string },
  place: Pick<GoldRecord, 'goldId' | 'owner' | 'jobId' | 'createdAtMs'>,
): GoldRecord | null {
  const { question, options, instructions } = input.label_spec;
  const answer = options.indexOf(input.gold_label);
  if (answer < 0) return null;
  const labelSpec = instructions == null ? { question, options } : { question, options, instructions };
  return {
    ...place,
    type: input.type,
    dataUrl: input.data_url,
    labelSpec,
    answer,
    template: templateKey({ type: input.type, labelSpec }, sha256),
    language: input.language?.toLowerCase() ?? null,
  };
}
