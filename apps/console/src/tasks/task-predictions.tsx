import { Asked, gateway, percent } from '@asg/console-kit';
import type { Task } from '@asg/sdk';
import { Card, Table } from '@asg/ui';
import { useQuery } from '@tanstack/react-query';

/** What models say of a task, and what that contributed to its decision. */
export function TaskPredictions({ task }: { readonly task: Task }) {
  const { task_id: id, predictions = [], status } = task;
  const isDecided = status === 'verified' || status === 'settled';
  const query = useQuery({
    queryKey: ['task', id, 'result'],
    queryFn: ({ signal }) => gateway.tasks.result(id, { signal }),
    enabled: isDecided && predictions.length > 0,
  });
  if (predictions.length === 0) return null;
  if (!isDecided) return <Predictions predictions={predictions} hint="No worker sees them." />;
  return (
    <Asked query={query}>
      {(result) => {
        const counted = 'predictions' in result ? result.predictions : undefined;
        if (counted === undefined || !('confidence' in result))
          return <Predictions predictions={predictions} hint="None of them counted in the decision." />;
        return (
          <Predictions
            predictions={predictions}
            hint={`Confidence ${percent(result.confidence, 1)}; by people’s labels alone ${percent(counted.confidence_without, 1)}.`}
            withoutOf={(model) => counted.models.find((one) => one.model === model)?.confidence_without}
          />
        );
      }}
    </Asked>
  );
}

interface PredictionsProps {
  readonly predictions: NonNullable<Task['predictions']>;
  readonly hint: string;
  /** The confidence if a model's prediction were left out, where it counted. */
  readonly withoutOf?: (model: string) => number | undefined;
}

function Predictions({ predictions, hint, withoutOf }: PredictionsProps) {
  return (
    <Card title="Your models" hint={hint}>
      <Table
        caption="Your models"
        columns={[
          { title: 'Model', cell: ({ model }) => <span className="wrap">{model}</span> },
          {
            title: 'Says',
            cell: ({ label, scores }) => (
              <span className="stacked">
                <span className="wrap">{label}</span>
                {scores?.[label] !== undefined && <small>claims {percent(scores[label], 1)}</small>}
              </span>
            ),
          },
          ...(withoutOf === undefined
            ? []
            : [
                {
                  title: 'Confidence without it',
                  cell: ({ model }: { readonly model: string }) => {
                    const without = withoutOf(model);
                    return without === undefined ? (
                      <span className="ui-muted">did not count</span>
                    ) : (
                      percent(without, 1)
                    );
                  },
                },
              ]),
        ]}
        rows={predictions}
        rowKey={({ model }) => model}
      />
    </Card>
  );
}
