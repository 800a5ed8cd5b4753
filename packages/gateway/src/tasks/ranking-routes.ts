import type { FoundRanking, RankingOf } from '@asg/results';
import { type AnswerOf, routes } from '@asg/wire';
import { customerOf } from '../caller.ts';
import type { GatewayOptions } from '../options.ts';
import { type Refusal, refuse } from '../refusals/refusal.ts';
import type { Serve } from '../serving/serve.ts';

type Answer = AnswerOf<typeof routes.getJobRanking>;

export function serveRankings(serve: Serve, { rankings }: GatewayOptions): void {
  const answerTo = async (customerId: string, wanted: RankingOf): Promise<Answer | Refusal> => {
    const found = await rankings.of(customerId, wanted);
    switch (found.kind) {
      case 'not_found':
        return refuse('jobId' in wanted ? 'job_not_found' : 'batch_not_found');
      case 'nothing_compared':
        return refuse('nothing_compared');
      case 'too_much':
        return refuse('too_much_to_rank');
      case 'too_many_at_once':
        return refuse('too_many_rankings');
      case 'ranked':
        return { status: 200, body: rankingReply(found) };
    }
  };
  serve(routes.getJobRanking, (request) =>
    answerTo(customerOf(request).customerId, { jobId: request.params.job_id }),
  );
  serve(routes.getBatchRanking, (request) =>
    answerTo(customerOf(request).customerId, { batchId: request.params.batch_id }),
  );
}

const unit = 65_536;
/** Scores are told in whole millionths. */
const told = (score: number): number => Math.round((score / unit) * 1_000_000) / 1_000_000;

function rankingReply({ tasks, labels, items }: FoundRanking): Answer['body'] {
  return {
    tasks,
    labels,
    data: items.map(({ rank, item, score, low, high, wins, losses, ties }) => ({
      rank,
      item,
      score: told(score),
      low: told(low),
      high: told(high),
      wins,
      losses,
      ties,
    })),
  };
}
