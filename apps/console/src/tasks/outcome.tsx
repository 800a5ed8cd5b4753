import { percent, plural } from '@asg/console-kit';
import type { Task, Timeline } from '@asg/sdk';
import { Card, Notice } from '@asg/ui';
import { Link } from 'wouter';
import { Distribution } from './distribution.tsx';
import { labelsText } from './labels.ts';
import { Votes } from './votes.tsx';

interface OutcomeProps {
  readonly task: Task;
  readonly timeline: Timeline;
}

/** What workers said, one by one and counted, and what it came to. */
export function Outcome({ task, timeline }: OutcomeProps) {
  const { decision, label_counts } = timeline;
  return (
    <Card
      title="Labels"
      hint={
        decision === null
          ? `So far: ${labelsText(task)}`
          : `${decision.agreement_count} of ${plural(decision.worker_count, 'label')} agree`
      }
    >
      {decision !== null && <Confidence task={task} confidence={decision.confidence} />}
      <Votes timeline={timeline} />
      <Distribution
        options={task.label_spec.options}
        counts={label_counts}
        chosen={decision?.consensus_label ?? null}
      />
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
          : ', the share of labels that agree.'}
      </span>
    </p>
  );
}
