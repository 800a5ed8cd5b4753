import { type GoldRecord, keptLabelSpec, type PracticeItem, readingKey, templateKey } from '@asg/domain';
import { sha256 } from '@asg/storage';
import type { AdmittedTask } from './task-input.ts';

/** The item that an input with a known answer amounts to; null: the answer is none of the options. */
export function goldRecord(
  input: Pick<AdmittedTask, 'type' | 'data_url' | 'label_spec' | 'language' | 'sensitive'> & {
    readonly gold_label: string;
    readonly feedback?: boolean | null;
    readonly practice?: PracticeItem | null;
  },
  place: Pick<GoldRecord, 'goldId' | 'owner' | 'jobId' | 'createdAtMs'>,
): GoldRecord | null {
  const labelSpec = keptLabelSpec(input.label_spec);
  const answer = labelSpec.options.indexOf(input.gold_label);
  if (answer < 0) return null;
  return {
    ...place,
    type: input.type,
    dataUrl: input.data_url,
    labelSpec,
    answer,
    ...(input.feedback === true && { feedback: true }),
    ...(input.sensitive === true && { sensitive: true }),
    ...(input.practice != null && { practice: input.practice }),
    template: templateKey({ type: input.type, labelSpec }, sha256),
    reading: readingKey(labelSpec, sha256),
    language: input.language?.toLowerCase() ?? null,
  };
}
