import {
  type Asked,
  coverOf,
  type GoldRecord,
  goldOrder,
  idPrefixes,
  type LabelSpec,
  openTask,
  type PracticeItem,
  parseAnswerText,
  readingKey,
  type Task,
  templateKey,
  unpaid,
  withValues,
} from '@asg/domain';
import { sha256 } from '@asg/storage';
import type { AdmittedTask } from './task-input.ts';

/** The item that an input with a known answer amounts to; null: the answer is none of the options. */
export function goldRecord(
  input: Pick<AdmittedTask, 'type' | 'data_url' | 'language' | 'sensitive'> & {
    readonly labelSpec: LabelSpec;
    /** The option, or the text of a value. */
    readonly gold_label: string;
    /** The text of the value that its workers begin with, as those of tasks do; null: with nothing. */
    readonly start?: string | null;
    readonly feedback?: boolean | null;
    readonly practice?: PracticeItem | null;
  },
  place: Pick<GoldRecord, 'goldId' | 'owner' | 'jobId' | 'createdAtMs'>,
): GoldRecord | null {
  const { labelSpec } = input;
  const answer = parseAnswerText({ labelSpec }, input.gold_label);
  if (answer === null) return null;
  const known: Asked = withValues({ labelSpec }, answer);
  const start = input.start == null ? null : parseAnswerText(known, input.start);
  const { values } = start === null ? known : withValues(known, start);
  const begins = start === null ? {} : { start: start.option };
  return {
    ...place,
    type: input.type,
    dataUrl: input.data_url,
    labelSpec,
    answer: answer.option,
    ...(values !== undefined && { values }),
    ...begins,
    ...(input.feedback === true && { feedback: true }),
    ...(input.sensitive === true && { sensitive: true }),
    ...(input.practice != null && { practice: input.practice }),
    template: templateKey({ type: input.type, labelSpec, ...begins }, sha256),
    reading: readingKey(labelSpec, sha256),
    language: input.language?.toLowerCase() ?? null,
  };
}

/** A task that shows the item, and is none: nobody holds it, and nothing is paid for it. */
export function shownGold(item: GoldRecord, nowMs: number): Task {
  const taskId = idPrefixes.task + item.goldId.slice(idPrefixes.gold.length);
  const claim = { taskId, salt: '', delayMs: 0, workerId: '', nonce: '', nowMs, leaseMs: 0 };
  return openTask(goldOrder(item, { ...claim, cover: coverOf(1, unpaid, 'house') }));
}
