import { count, decimal, percent, plural, spoken, type Template } from '@asg/console-kit';
import { viewOf } from '@asg/console-kit/kinds';
import { Card, Facts } from '@asg/ui';
import { Link } from 'wouter';
import { ReliabilityChart } from './reliability-chart.tsx';

interface TemplateCardProps {
  readonly template: Template;
  /** Leads to a page of its own. */
  readonly isLinked?: boolean;
}

/** One kind of question: its options, how far labels agree on it, and how true its confidences are. */
export function TemplateCard({ template, isLinked = false }: TemplateCardProps) {
  const { calibration } = template;
  const kind = viewOf(template.task_type);
  const error = calibration.expected_calibration_error;
  return (
    <Card
      title={kind.isOfOptions ? template.options.join(' · ') : kind.template(template.options)}
      hint={`${spoken(template.task_type)}, ${plural(template.tasks_measured, 'task')} with at least two labels`}
    >
      <div className="halves">
        <Facts
          facts={[
            {
              name: 'Agreement',
              value: template.alpha === null ? noAlpha(template) : decimal(template.alpha, 2),
            },
            {
              name: 'Known answers',
              value: (
                <>
                  {count(calibration.gold_checks)} checks,{' '}
                  <Link href={`/gold?template=${template.template}&sort=misses`}>its gold</Link>
                </>
              ),
            },
            {
              name: 'Calibration error',
              value: error === null ? 'no known answer has checked it yet' : percent(error, 1),
            },
            {
              name: 'Before calibration',
              value:
                calibration.expected_calibration_error_before === null
                  ? '–'
                  : percent(calibration.expected_calibration_error_before, 1),
            },
            // Of items, which are others in each task, there is nothing to tell.
            ...(kind.hasItems ? [] : template.options).map((option, i) => ({
              name: `“${option}” is right`,
              value: precisionText(template.precision[i] ?? null),
            })),
          ]}
        />
        {calibration.reliability.length === 0 ? (
          <p className="ui-muted activity-none">
            Calibration: the reliability curve appears once known answers have checked confidences of the
            adaptive policy. <Link href="/gold">Add gold</Link> of this question, and choose that policy for
            its tasks.
          </p>
        ) : (
          <ReliabilityChart bins={calibration.reliability} />
        )}
      </div>
      <p className="actions">
        {isLinked && <Link href={`/quality/${template.template}`}>Its own page</Link>}
        <Link href={`/tasks?template=${template.template}&sort=confidence&order=asc`}>
          Its tasks, the most doubtful first
        </Link>
      </p>
    </Card>
  );
}

const precisionText = (precision: number | null): string =>
  precision === null ? 'no such labels yet' : `in ${percent(precision)} of its labels`;

/** Marks of one task stand at no place in another; of those with a start the template is told all the same. */
const noAlpha = ({ starts }: Template): string =>
  starts === undefined ? 'no two labels differ' : 'not measured of marks';
