import { Allowed, Asked, Confirm, gateway, Page, StatusBadge, spoken, When } from '@asg/console-kit';
import { askedOf, viewOf } from '@asg/console-kit/kinds';
import { ReviewCard } from '@asg/console-kit/reviews';
import type { Task } from '@asg/sdk';
import { Button, Card, CodeBlock, CopyButton, Facts, Notice, useToast } from '@asg/ui';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Link, useParams } from 'wouter';
import { TaskGold } from '../gold/task-gold.tsx';
import { DeleteContent } from './delete-content.tsx';
import { wantedText } from './labels.ts';
import { Outcome } from './outcome.tsx';
import { ReceiptCard } from './receipt-card.tsx';
import { History } from './task-history.tsx';
import { TaskItem } from './task-item.tsx';
import { TaskPredictions } from './task-predictions.tsx';
import { useWayBack } from './way-back.ts';

const refreshMs = 3_000;
const isOpen = ({ status }: Pick<Task, 'status'>): boolean =>
  status === 'pending' || status === 'in_progress' || status === 'verified';

export default function TaskPage() {
  const { id } = useParams<{ id: string }>();
  const back = useWayBack();
  const task = useQuery({
    queryKey: ['task', id],
    queryFn: ({ signal }) => gateway.tasks.get(id, { signal }),
    refetchInterval: ({ state }) => (state.data !== undefined && isOpen(state.data) ? refreshMs : false),
  });
  const timeline = useQuery({
    queryKey: ['timeline', id],
    queryFn: ({ signal }) => gateway.tasks.timeline(id, { signal }),
    refetchInterval: ({ state }) => (state.data !== undefined && isOpen(state.data) ? refreshMs : false),
  });
  return (
    <Page
      title="Task"
      back={back}
      lead={
        <span className="with-copy">
          <span className="ui-mono">{id}</span>
          <CopyButton text={id} label="Copy the id" />
        </span>
      }
      aside={
        task.data !== undefined && (
          <Allowed to="submit">
            <Cancel task={task.data} />
            <TaskGold task={task.data} label={timeline.data?.decision?.consensus_label ?? null} />
            <DeleteContent task={task.data} />
          </Allowed>
        )
      }
    >
      <Asked query={task} height="30rem" missing="There is no such task">
        {(found) => (
          <div className="main-aside">
            <div className="ui-stack">
              <Question task={found} />
              <Asked query={timeline}>
                {(known) => (
                  <>
                    <Outcome task={found} timeline={known} />
                    <Allowed to="submit">
                      <ReviewCard task={found} />
                    </Allowed>
                    <TaskPredictions task={found} />
                    {found.status === 'settled' && <ReceiptCard task={found} timeline={known} />}
                  </>
                )}
              </Asked>
            </div>
            <div className="ui-stack">
              <Asked query={timeline}>{(known) => <History timeline={known} asked={askedOf(found)} />}</Asked>
              <Details task={found} />
            </div>
          </div>
        )}
      </Asked>
    </Page>
  );
}

function Question({ task }: { readonly task: Task }) {
  return (
    <Card title={task.label_spec.question} aside={<StatusBadge status={task.status} />}>
      {task.content_deleted_at === undefined ? (
        <TaskItem task={task} />
      ) : (
        <Notice>
          The content was deleted on <When at={task.content_deleted_at} />.
        </Notice>
      )}
      {task.label_spec.instructions !== undefined && (
        <details>
          <summary>Instructions for workers</summary>
          <p className="instructions">{task.label_spec.instructions}</p>
        </details>
      )}
    </Card>
  );
}

function Details({ task }: { readonly task: Task }) {
  const isWeb = /^https?:/.test(task.data_url);
  const paid = viewOf(task.task_type).paid(task.label_spec);
  return (
    <Card title="Details">
      <Facts
        facts={[
          { name: 'Who labels', value: crowdText(task) },
          {
            name: 'Data',
            value:
              task.content_deleted_at !== undefined ? (
                'Deleted'
              ) : isWeb ? (
                <a href={task.data_url} target="_blank" rel="noopener noreferrer">
                  {task.data_url}
                </a>
              ) : (
                <span className="clamp">{task.data_url}</span>
              ),
          },
          ...(task.relabel_of === undefined
            ? []
            : [
                {
                  name: 'Asked again',
                  value: <Link href={`/tasks/${task.relabel_of}`}>the first task</Link>,
                },
              ]),
          { name: 'Type', value: spoken(task.task_type) },
          ...(paid === null ? [] : [{ name: 'Agreement', value: paid }]),
          { name: 'Labels wanted', value: wantedText(task) },
          { name: 'Priority', value: task.priority },
          ...(task.sensitive ? [{ name: 'Sensitive', value: 'Yes' }] : []),
          ...(task.language === null ? [] : [{ name: 'Language', value: task.language }]),
          ...(task.expires_at === null ? [] : [{ name: 'Expires', value: <When at={task.expires_at} /> }]),
          ...(task.job_id === null
            ? []
            : [{ name: 'Job', value: <Link href={`/jobs/${task.job_id}`}>…{task.job_id.slice(-10)}</Link> }]),
          ...(task.batch_id === null
            ? []
            : [
                {
                  name: 'Batch',
                  value: <Link href={`/tasks?batch_id=${task.batch_id}`}>…{task.batch_id.slice(-10)}</Link>,
                },
              ]),
        ]}
      />
      {task.metadata !== null && <CodeBlock label="Metadata" code={JSON.stringify(task.metadata, null, 2)} />}
    </Card>
  );
}

function Cancel({ task }: { readonly task: Task }) {
  const [asking, setAsking] = useState(false);
  const client = useQueryClient();
  const say = useToast();
  const cancel = useMutation({
    mutationFn: () => gateway.tasks.cancel(task.task_id),
    onSuccess: () => {
      setAsking(false);
      say({ text: 'The task is cancelled.' });
    },
    onSettled: () =>
      client.invalidateQueries({
        predicate: ({ queryKey }) => /^(task|tasks|timeline)$/.test(String(queryKey[0])),
      }),
  });
  if (task.status !== 'pending' && task.status !== 'in_progress') return null;
  return (
    <>
      <Button onClick={() => setAsking(true)}>Cancel the task</Button>
      <Confirm
        open={asking}
        title="Cancel this task?"
        action="Cancel the task"
        busy={cancel.isPending}
        error={cancel.error}
        onConfirm={() => cancel.mutate()}
        onClose={() => setAsking(false)}
      >
        <p>
          {task.labels_received === 0
            ? 'No label has arrived: the task comes back to your quota.'
            : 'Labels that did arrive are paid if they are with the plurality.'}
        </p>
      </Confirm>
    </>
  );
}

/** Whose people label the task, in words. */
function crowdText({ crowd, pay_own }: Task): string {
  if (crowd === 'public') return 'The public crowd';
  const whose = crowd === 'own' ? 'Your people alone' : 'Your people first, then the public';
  return `${whose}; yours are ${pay_own ? 'paid' : 'unpaid'}`;
}
