import { at } from '@asg/domain/present';
import type { GoldItems } from '@asg/engines';
import type { AnswerOf, routes } from '@asg/wire';
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
    gold_label: at(gold.labelSpec.options, gold.answer),
    feedback: gold.feedback === true,
    practice: gold.practice !== undefined,
    language: gold.language,
    answered_right: right,
    answered_wrong: missed,
    created_at: rfc3339(gold.createdAtMs),
    retired_at: rfc3339OrNull(retiredAtMs),
  };
}
