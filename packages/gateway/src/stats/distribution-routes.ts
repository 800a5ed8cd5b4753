import { type Accuracy, type Distribution, lookBelow, type ResultsOf } from '@asg/results';
import { type AnswerOf, type InputOf, routes } from '@asg/wire';
import { customerOf } from '../caller.ts';
import type { GatewayOptions } from '../options.ts';
import { refuse, refuseFields } from '../refusals/refusal.ts';
import type { Serve } from '../serving/serve.ts';

const notOne = {
  field: 'job_id',
  constraint: 'one',
  message: 'one of job_id, batch_id and template must be given, and only one',
};

export function serveDistribution(serve: Serve, { accuracies, distributions }: GatewayOptions): void {
  serve(routes.getDistribution, async (request) => {
    const wanted = wantedOf(request.query);
    if (wanted === null) return refuseFields([notOne]);
    const found = await distributions.of(customerOf(request).customerId, wanted);
    if (found === null) return refuse('jobId' in wanted ? 'job_not_found' : 'batch_not_found');
    return { status: 200, body: distributionReply(found) };
  });

  serve(routes.getAccuracy, async (request) => {
    const wanted = wantedOf(request.query);
    if (wanted === null) return refuseFields([notOne]);
    const found = await accuracies.of(customerOf(request).customerId, wanted);
    if (found === null) return refuse('jobId' in wanted ? 'job_not_found' : 'batch_not_found');
    return { status: 200, body: accuracyReply(found) };
  });
}

/** The one that is asked for; null: none is, or more. */
function wantedOf({
  job_id: jobId,
  batch_id: batchId,
  template,
}: InputOf<typeof routes.getDistribution>['Querystring']): ResultsOf | null {
  const given: readonly ResultsOf[] = [
    ...(jobId === undefined ? [] : [{ jobId }]),
    ...(batchId === undefined ? [] : [{ batchId }]),
    ...(template === undefined ? [] : [{ template }]),
  ];
  return given.length === 1 ? (given[0] ?? null) : null;
}

function accuracyReply(found: Accuracy): AnswerOf<typeof routes.getAccuracy>['body'] {
  return {
    options: [...found.options],
    tasks: found.tasks,
    reviewed: found.reviewed,
    corrected: found.corrected,
    expected_accuracy: found.expected,
    margin: found.margin,
    worth_a_look: found.worthALook,
    look_below: lookBelow,
    corrections: found.corrections.map((row) => [...row]),
    expired: [...found.expired],
    plan: {
      reviews_for_one_point: found.reviewsForOnePoint,
      by_confidence: found.byConfidence.map((bin) => ({ ...bin })),
    },
  };
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
