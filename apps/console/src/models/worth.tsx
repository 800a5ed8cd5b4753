import { Asked, count, gateway, percent, plural, spoken, type Template } from '@asg/console-kit';
import { dayBefore } from '@asg/console-kit/charts';
import { viewOf } from '@asg/console-kit/kinds';
import { Facts, Table } from '@asg/ui';
import { useQuery } from '@tanstack/react-query';
import { ReliabilityChart } from '../quality/reliability-chart.tsx';
import { mistakes, toldBy } from './mistakes.ts';
import { Starts } from './starts.tsx';

type ModelFigures = Template['models'][number];

const days = 365;

/** What each model is worth, by kind of task. */
export function Worth() {
  const from = dayBefore(days - 1);
  const query = useQuery({
    queryKey: ['stats', from],
    queryFn: ({ signal }) => gateway.billing.stats({ from }, { signal }),
  });
  return (
    <Asked query={query}>
      {({ templates }) => {
        const known = templates.filter(({ models, starts = [] }) => models.length + starts.length > 0);
        return known.length > 0 ? (
          known.map((template) => <TemplateWorth key={template.template} template={template} />)
        ) : (
          <p className="ui-muted">
            Nothing is known yet: figures appear when tasks that have predictions are decided.
          </p>
        );
      }}
    </Asked>
  );
}

function TemplateWorth({ template }: { readonly template: Template }) {
  const { models, starts = [], options, task_type, calibration } = template;
  const { expected_calibration_error: error, expected_calibration_error_before: before } = calibration;
  const kind = viewOf(task_type);
  const name = kind.isOfOptions ? options.join(' · ') : kind.template(options);
  return (
    <section className="ui-stack" aria-label={name}>
      <h3 className="wrap">
        {spoken(task_type)}: {name}
      </h3>
      {starts.length > 0 && <Starts name={name} starts={starts} />}
      {models.length > 0 && <Figures name={name} models={models} />}
      {models.map((figures) => (
        <Confusion key={figures.model} figures={figures} options={kind.judged(options)} />
      ))}
      <details>
        <summary>How true confidences are here</summary>
        <div className="halves">
          <div>
            <Facts
              facts={[
                { name: 'Known answers', value: plural(calibration.gold_checks, 'check') },
                {
                  name: 'Calibration error',
                  value: error === null ? 'no known answer has checked it yet' : percent(error, 1),
                },
                { name: 'Before calibration', value: shareText(before) },
              ]}
            />
          </div>
          {calibration.reliability.length > 0 && <ReliabilityChart bins={calibration.reliability} />}
        </div>
      </details>
    </section>
  );
}

/** What each model is worth as a voice beside people’s. */
function Figures({ name, models }: { readonly name: string; readonly models: readonly ModelFigures[] }) {
  return (
    <Table
      caption={`Models on ${name}`}
      columns={[
        { title: 'Model', cell: ({ model }) => <span className="wrap">{model}</span> },
        {
          title: 'Right',
          cell: ({ accuracy, tasks }) => (
            <span className="stacked">
              <span>{shareText(toldBy(tasks, accuracy))}</span>
              <small>{plural(tasks, 'task')}</small>
            </span>
          ),
        },
        {
          title: 'Right as measured',
          cell: ({ measured_accuracy, measured_tasks }) => (
            <span className="stacked">
              <span>{shareText(toldBy(measured_tasks, measured_accuracy))}</span>
              <small>{plural(measured_tasks, 'task')} labelled fully without it</small>
            </span>
          ),
        },
        {
          title: 'Counts',
          cell: ({ weight, counted, drifts }) => (
            <span className="stacked">
              <span>{percent(weight)}</span>
              <small>
                in {plural(counted, 'decision')}
                {drifts > 0 && `; became worse ${plural(drifts, 'time')}`}
              </small>
            </span>
          ),
        },
        {
          title: 'Labels saved',
          align: 'end',
          cell: ({ labels_saved, measured_tasks }) => {
            const saved = toldBy(measured_tasks, labels_saved);
            return saved === null ? '–' : count(saved);
          },
        },
      ]}
      rows={models}
      rowKey={({ model }) => model}
    />
  );
}

interface ConfusionProps {
  readonly figures: ModelFigures;
  readonly options: readonly string[];
}

function Confusion({ figures: { model, confusion }, options }: ConfusionProps) {
  return (
    <details>
      <summary className="wrap">What {model} takes for what</summary>
      <Table
        caption={`What ${model} takes for what`}
        columns={[
          { title: 'Right answer', cell: ({ option }) => <span className="wrap">{option}</span> },
          {
            title: 'It says so',
            cell: ({ right, seen }) => (
              <span className="stacked">
                {right === null ? (
                  <span className="ui-muted">too few tasks tell</span>
                ) : (
                  <span>{shareText(right)}</span>
                )}
                <small>{seenText(seen)}</small>
              </span>
            ),
          },
          {
            title: 'It says instead',
            cell: ({ instead }) =>
              instead.length === 0 ? (
                <span className="ui-muted">–</span>
              ) : (
                <span className="stacked">
                  {instead.map((other) => (
                    <span key={other.option} className="wrap">
                      {other.option} {percent(other.share)} <small>{seenText(other.count)}</small>
                    </span>
                  ))}
                </span>
              ),
          },
        ]}
        rows={mistakes(options, confusion)}
        rowKey={({ option }) => option}
      />
    </details>
  );
}

/** Evidence is counted in parts of tasks. */
const seenText = (tasks: number): string =>
  tasks === 0 ? 'no task' : tasks < 1 ? 'less than 1 task' : `about ${plural(Math.round(tasks), 'task')}`;

const shareText = (share: number | null): string => (share === null ? '–' : percent(share, 1));
