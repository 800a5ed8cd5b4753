import { aboutField, admin, Page, Paged, problemText, When } from '@asg/console-kit';
import { answerAtSight } from '@asg/console-kit/kinds';
import type { AdminAppeal } from '@asg/sdk';
import { Badge, Button, Card, EmptyState, Facts, Notice, TextAreaField, useToast } from '@asg/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Scale } from 'lucide-react';
import { useState } from 'react';
import { Link } from 'wouter';

const refreshMs = 10_000;

export default function AppealsPage() {
  return (
    <Page title="Appeals" lead="What workers contest, and waits for your answer. The first answer stands.">
      <Paged
        queryKey={['appeals']}
        load={(cursor, signal) => admin.appeals.page(cursor === null ? {} : { cursor }, { signal })}
        refreshMs={refreshMs}
        empty={
          <EmptyState icon={<Scale size={28} />} title="No appeal waits">
            <p>Workers contest labels that earned nothing, or their suspension.</p>
          </EmptyState>
        }
        list={(rows) => (
          <div className="ui-stack">
            {rows.map((appeal) => (
              <AppealCard key={appeal.appeal_id} appeal={appeal} />
            ))}
          </div>
        )}
      />
    </Page>
  );
}

function titleOf({ about, task }: AdminAppeal): string {
  if (about === 'suspension') return 'A suspension';
  return task?.gold_id == null
    ? 'A label that the others do not agree with'
    : 'A known answer that was missed';
}

function AppealCard({ appeal }: { readonly appeal: AdminAppeal }) {
  const [answer, setAnswer] = useState('');
  const client = useQueryClient();
  const say = useToast();
  const send = useMutation({
    mutationFn: (upheld: boolean) => admin.appeals.answer(appeal.appeal_id, { upheld, answer }),
    onSuccess: (_, upheld) => say({ text: upheld ? 'The appeal is upheld.' : 'The appeal is rejected.' }),
    onSettled: () => client.invalidateQueries({ queryKey: ['appeals'] }),
  });
  return (
    <Card
      title={titleOf(appeal)}
      hint={
        <>
          <When at={appeal.opened_at} />, by{' '}
          <Link href={`/operator/workers/${appeal.worker_id}`}>…{appeal.worker_id.slice(-10)}</Link>
        </>
      }
      aside={<Badge tone="warning">{appeal.status}</Badge>}
    >
      <blockquote className="quote" dir="auto">
        {appeal.message}
      </blockquote>
      <Facts
        facts={[
          ...(appeal.suspension_reason === null
            ? []
            : [{ name: 'Reason of the suspension', value: appeal.suspension_reason }]),
          ...(appeal.task === null
            ? []
            : [
                { name: 'Question', value: appeal.task.question },
                ...(appeal.task.gold_label === null
                  ? [{ name: 'The others’ answer', value: toldOf(appeal.task.consensus_label) }]
                  : [{ name: 'Known answer', value: toldOf(appeal.task.gold_label) }]),
                { name: 'Their answer', value: toldOf(appeal.task.label) },
                { name: 'Data', value: appeal.task.data_url },
              ]),
        ]}
      />
      <TextAreaField
        label="Your answer"
        required
        maxLength={2000}
        value={answer}
        onChange={(event) => setAnswer(event.currentTarget.value)}
        hint={
          appeal.about === 'label'
            ? 'To uphold pays the label at your cost; where the answer was known, it counts as right.'
            : 'To uphold ends the suspension; the worker begins anew.'
        }
        error={aboutField(send.error, 'answer')}
      />
      {send.isError && (
        <Notice tone="danger" urgent>
          {problemText(send.error)}
        </Notice>
      )}
      <div className="actions">
        <Button variant="primary" busy={send.isPending} onClick={() => send.mutate(true)}>
          Uphold
        </Button>
        <Button busy={send.isPending} onClick={() => send.mutate(false)}>
          Reject
        </Button>
      </div>
    </Card>
  );
}

const toldOf = (answer: string | null): string => (answer === null ? 'none' : answerAtSight(answer));
