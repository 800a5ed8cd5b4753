import { percent, plural } from '@asg/console-kit';
import { Answer, askedOf, Distribution, Votes, viewOf } from '@asg/console-kit/kinds';
import type { Task, Timeline } from '@asg/sdk';
import { Card, Notice } from '@asg/ui';
import { Link } from 'wouter';
import { labelsText } from './labels.ts';

interface OutcomeProps {
  readonly task: Task;
  readonly timeline: Timeline;
}

/** What workers said, one by one and counted, and what it came to. */
export function Outcome({ task, timeline }: OutcomeProps) {
  const { decision, events } = timeline;
  const labels = events.flatMap(({ event, label }) =>
    event === 'labelled' && label !== null ? [label] : [],
  );
  const asked = askedOf(task);
  const paid = viewOf(asked.type).paid(asked.spec);
  return (
    <Card
      title="Labels"
      hint={
        decision === null
          ? `So far: ${labelsText(task)}`
          : `${decision.agreement_count} of ${plural(decision.worker_count, 'label')} agree${paid === null ? '' : `. ${paid}.`}`
      }
    >
      {decision !== null && <Confidence task={task} confidence={decision.confidence} />}
      {decision !== null && viewOf(asked.type).Answer !== undefined && (
        <p>
          <Answer asked={asked} answer={decision.consensus_label} />
        </p>
      )}
      <Votes timeline={timeline} asked={asked} />
      <Distribution asked={asked} labels={labels} answer={decision?.consensus_label ?? null} />
      {task.webhook_failed === true && (
        <Notice tone="warning">
          A webhook was not told of this: see the <Link href="/webhooks">failed deliveries</Link>.
        </Notice>
      )}
    </Card>
  );
}

/** What confidence is made of: it is the share of labels under one policy alone. */
function Confidence({ task, confidence }: { readonly task: Task; readonly confidence: number }) {
  return (
    <p>
      <strong className="ui-number">{percent(confidence, 1)} confidence</strong>
      <span className="ui-muted">
        {task.consensus.policy === 'adaptive'
          ? ', from what is known of these workers, not from the number of labels alone.'
          : viewOf(task.task_type).paid(task.label_spec) === null
            ? ', the share of labels that agree.'
            : ', by labels on what of it is least sure.'}
      </span>
    </p>
  );
}
