import { answerText, labelCounts, sentMetadata } from '@asg/domain';
import type { ConsensusReports, TemplateFigures } from '@asg/engines';
import { present } from '@asg/values/present';
import type { AnswerOf, routes } from '@asg/wire';
import { valueField } from '../replies/answers.ts';
import { rfc3339 } from '../replies/time.ts';

type Doubtful = Awaited<ReturnType<ConsensusReports['doubtful']>>[number];

const startReply = ({ model, withStart, withoutStart, anchoring }: TemplateFigures['starts'][number]) => ({
  model,
  with_start: withStart,
  without_start: withoutStart,
  anchoring,
});

export function templateReply(
  figures: TemplateFigures,
): AnswerOf<typeof routes.getStats>['body']['templates'][number] {
  const { template, type, options, alpha, tasksMeasured, precision, models, starts, reliability } = figures;
  const { checks, error, errorBefore, bins, curve } = reliability;
  return {
    template,
    task_type: type,
    options,
    alpha,
    tasks_measured: tasksMeasured,
    precision,
    models: models.map((model) => ({
      model: model.model,
      tasks: model.tasks,
      counted: model.used,
      accuracy: model.accuracy,
      weight: model.weight,
      measured_tasks: model.measured,
      measured_accuracy: model.measuredAccuracy,
      labels_saved: model.labelsSaved,
      drifts: model.drifts,
      confusion: model.confusion,
    })),
    ...(starts.length > 0 && { starts: starts.map(startReply) }),
    calibration: {
      gold_checks: checks,
      expected_calibration_error: error,
      expected_calibration_error_before: errorBefore,
      reliability: bins.map((bin) => ({
        confidence: bin.confidence,
        accuracy: bin.right,
        checks: bin.checks,
      })),
      curve,
    },
  };
}

export function disagreementReply({
  task,
  doubtMicros,
}: Doubtful): AnswerOf<typeof routes.listDisagreements>['body']['data'][number] {
  const { decision, labelSpec } = task;
  return {
    task_id: task.taskId,
    status: task.state,
    doubt: doubtMicros / 1_000_000,
    consensus_label: decision === null ? null : answerText(task, decision.option),
    ...valueField(task, decision?.option, 'consensus_value'),
    confidence: decision?.confidence ?? null,
    label_counts: labelCounts(task),
    task_type: task.type,
    data_url: task.dataUrl,
    label_spec: labelSpec,
    metadata: sentMetadata(task.metadata),
    job_id: task.jobId ?? null,
    closed_at: rfc3339(present(task.closedAtMs, 'the end of a decided task')),
  };
}
