import { Card, Skeleton } from '@asg/ui';
import { Link } from 'wouter';
import { percent, plural } from '../../parts/format.ts';
import type { BenchPartProps } from '../view.ts';
import { decidedMax, useDecided } from './decided-tasks.ts';

const shownMax = 8;

/** The tasks that workers agree on least, each a way to its page. */
export function Disagreed({ distribution: { tasks }, scope, text }: BenchPartProps) {
  const query = useDecided(scope, tasks.decided);
  const title = 'Where workers disagree most';
  if (query.data === undefined)
    return (
      <Card title={title}>
        {query.isError ? <p>The tasks cannot be read now.</p> : <Skeleton height="12rem" />}
      </Card>
    );
  const rows = query.data
    .flatMap(({ task_id: id, decision }) => {
      if (decision === null) return [];
      return [{ id, ...decision, agree: decision.agreement_count / Math.max(1, decision.worker_count) }];
    })
    .sort((one, other) => one.agree - other.agree || one.confidence - other.confidence)
    .slice(0, shownMax);
  const which = tasks.decided > decidedMax ? `the last ${plural(decidedMax, 'task')}` : 'all decided tasks';
  return (
    <Card title={title} hint={rows.length === 0 ? 'No task has an answer yet.' : `Of ${which}.`}>
      <ol className="plain">
        {rows.map(
          ({ id, consensus_label: answer, agreement_count: agree, worker_count: all, confidence }) => (
            <li key={id}>
              <span className="stacked">
                <Link href={`/tasks/${id}`} className="wrap">
                  <bdi>{text(answer)}</bdi>
                </Link>
                <small>
                  {agree} of {plural(all, 'label')} near enough, {percent(confidence)} sure
                </small>
              </span>
            </li>
          ),
        )}
      </ol>
    </Card>
  );
}
