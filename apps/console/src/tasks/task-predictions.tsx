import { Asked, gateway, percent } from '@asg/console-kit';
import { Answer, askedOf, claimOf } from '@asg/console-kit/kinds';
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
  const { start_with: named } = task.label_spec;
  const seen =
    named === undefined
      ? 'No worker sees them.'
      : `Workers begin with what ${named} says, where that came with the task, and see no other.`;
  if (!isDecided) return <Predictions task={task} predictions={predictions} hint={seen} />;
  return (
    <Asked query={query}>
      {(result) => {
        const counted = 'predictions' in result ? result.predictions : undefined;
        if (counted === undefined || !('confidence' in result))
          return (
            <Predictions task={task} predictions={predictions} hint="None of them counted in the decision." />
          );
        return (
          <Predictions
            task={task}
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
  readonly task: Task;
  readonly predictions: NonNullable<Task['predictions']>;
  readonly hint: string;
  /** The confidence if a model's prediction were left out, where it counted. */
  readonly withoutOf?: (model: string) => number | undefined;
}

function Predictions({ task, predictions, hint, withoutOf }: PredictionsProps) {
  return (
    <Card title="Your models" hint={hint}>
      <Table
        caption="Your models"
        columns={[
          { title: 'Model', cell: ({ model }) => <span className="wrap">{model}</span> },
          {
            title: 'Says',
            cell: (said) => {
              const claim = claimOf(task, said);
              return (
                <span className="stacked">
                  <span className="wrap">
                    <Answer asked={askedOf(task)} answer={said.label} />
                  </span>
                  {claim !== null && <small className="wrap">claims {claim}</small>}
                </span>
              );
            },
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
