import type { Confusion } from '@asg/engines';
import type { AnswerOf, routes } from '@asg/wire';

export function confusionReply(
  known: Confusion,
): AnswerOf<typeof routes.adminGetConfusion>['body']['data'][number] {
  const { template, customerId, type, options, labels, accuracy, matrix } = known;
  const rounded = (value: number): number => Math.round(value * 1000) / 1000;
  return {
    template,
    customer_id: customerId,
    task_type: type,
    options,
    labels: rounded(labels),
    accuracy: rounded(accuracy),
    matrix: matrix.map((row) => row.map(rounded)),
  };
}
