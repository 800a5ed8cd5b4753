import {
  answerText,
  type GoldRecord,
  goldReasonOf,
  goldSourceOf,
  goldUseOf,
  isSuspect,
  noGoldFigures,
} from '@asg/domain';
import type { GoldItems } from '@asg/engines';
import type { AnswerOf, routes } from '@asg/wire';
import { valueField } from '../replies/answers.ts';
import { rfc3339, rfc3339OrNull } from '../replies/time.ts';

type StoredGold = NonNullable<Awaited<ReturnType<GoldItems['retire']>>>;

export function goldReply(stored: StoredGold): AnswerOf<typeof routes.adminRetireGold>['body'] {
  const { gold, right, missed, retiredAtMs } = stored;
  return {
    gold_id: gold.goldId,
    owner: gold.owner,
    job_id: gold.jobId,
    type: gold.type,
    data_url: gold.dataUrl,
    label_spec: gold.labelSpec,
    gold_label: answerText(gold, gold.answer),
    ...valueField(gold, gold.answer, 'gold_value'),
    ...valueField(gold, gold.start, 'start'),
    feedback: gold.feedback === true,
    practice: gold.practice !== undefined,
    language: gold.language,
    answered_right: right,
    answered_wrong: missed,
    created_at: rfc3339(gold.createdAtMs),
    retired_at: rfc3339OrNull(retiredAtMs),
  };
}

/** An item that nobody has answered yet. */
export function newGold(gold: GoldRecord): StoredGold {
  return { gold, right: 0, missed: 0, retiredAtMs: null, figures: noGoldFigures };
}

/** As its customer sees it. */
export function ownGoldReply(stored: StoredGold): AnswerOf<typeof routes.retireGold>['body'] {
  const { gold, right, missed, retiredAtMs, figures } = stored;
  const { options } = gold.labelSpec;
  const answers = options.map((option, i) => {
    return [option, i === gold.answer ? right : (figures.wrong[i] ?? 0)] as const;
  });
  return {
    gold_id: gold.goldId,
    use: goldUseOf(gold),
    state: retiredAtMs === null ? 'active' : 'retired',
    source: goldSourceOf(gold),
    job_id: gold.jobId,
    task_id: gold.taskId ?? null,
    type: gold.type,
    template: gold.template,
    data_url: gold.dataUrl,
    label_spec: gold.labelSpec,
    gold_label: answerText(gold, gold.answer),
    ...valueField(gold, gold.answer, 'gold_value'),
    ...valueField(gold, gold.start, 'start'),
    reason: goldReasonOf(gold),
    feedback: gold.feedback === true,
    language: gold.language,
    sensitive: gold.sensitive === true,
    hits: right,
    misses: missed,
    practised: figures.practised,
    answers: Object.fromEntries(answers),
    good_workers: { hits: figures.goodRight, misses: figures.goodMissed },
    suspect: isSuspect(stored),
    created_at: rfc3339(gold.createdAtMs),
    retired_at: rfc3339OrNull(retiredAtMs),
  };
}
