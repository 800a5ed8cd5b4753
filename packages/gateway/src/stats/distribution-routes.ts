import type { Distribution } from '@asg/domain';
import type { ResultsOf } from '@asg/engines';
import { type AnswerOf, routes } from '@asg/wire';
import { customerOf } from '../caller.ts';
import type { GatewayOptions } from '../options.ts';
import { refuse, refuseFields } from '../refusals/refusal.ts';
import type { Serve } from '../serving/serve.ts';

const notOne = {
  field: 'job_id',
  constraint: 'one',
  message: 'one of job_id, batch_id and template must be given, and only one',
};

export function serveDistribution(serve: Serve, { distributions }: GatewayOptions): void {
  serve(routes.getDistribution, async (request) => {
    const { job_id: jobId, batch_id: batchId, template } = request.query;
    const given: readonly ResultsOf[] = [
      ...(jobId === undefined ? [] : [{ jobId }]),
      ...(batchId === undefined ? [] : [{ batchId }]),
      ...(template === undefined ? [] : [{ template }]),
    ];
    const [wanted] = given;
    if (wanted === undefined || given.length > 1) return refuseFields([notOne]);
    const found = await distributions.of(customerOf(request).customerId, wanted);
    if (found === null) return refuse('jobId' in wanted ? 'job_not_found' : 'batch_not_found');
    return { status: 200, body: distributionReply(found) };
  });
}

function distributionReply(found: Distribution): AnswerOf<typeof routes.getDistribution>['body'] {
  const { options, opened, decided, expired, cancelled, answers, confidence, votes } = found;
  return {
    options: [...options],
    tasks: { opened, decided, expired, cancelled, other_options: found.otherDecided },
    answers: [...answers],
    confidence: [...confidence],
    votes: votes.map((row) => [...row]),
    labels: found.labels,
    labels_saved: found.labelsSaved,
    labels_per_minute: found.labelsPerMinute,
    seconds_left: found.secondsLeft === null ? null : Math.round(found.secondsLeft),
    cost: { cap_sats: found.capSats, cost_sats: found.costSats, forecast_sats: found.forecastSats },
  };
}
