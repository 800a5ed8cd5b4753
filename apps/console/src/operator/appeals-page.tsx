import type { AdminAppeal } from '@asg/sdk';
import { Badge, Button, Card, EmptyState, Facts, Notice, TextAreaField, useToast } from '@asg/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Scale } from 'lucide-react';
import { useState } from 'react';
import { Link } from 'wouter';
import { admin } from '../api/clients.ts';
import { Paged } from '../parts/asked.tsx';
import { aboutField, problemText } from '../parts/problem.ts';
import { When } from '../parts/when.tsx';
import { Page } from '../shell/page.tsx';

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
            <p>Workers contest a known answer that they missed, or their suspension.</p>
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
      title={appeal.about === 'gold_miss' ? 'A known answer that was missed' : 'A suspension'}
      hint={
        <>
          <When at={appeal.opened_at} />, by{' '}
          <Link href={`/operator/workers/${appeal.worker_id}`}>…{appeal.worker_id.slice(-10)}</Link>
        </>
      }
      aside={<Badge tone="warning">{appeal.status}</Badge>}
    >
      <blockquote className="quote">{appeal.message}</blockquote>
      <Facts
        facts={[
          ...(appeal.suspension_reason === null
            ? []
            : [{ name: 'Reason of the suspension', value: appeal.suspension_reason }]),
          ...(appeal.task === null
            ? []
            : [
                { name: 'Question', value: appeal.task.question },
                { name: 'Known answer', value: appeal.task.gold_label },
                { name: 'Their answer', value: appeal.task.label },
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
          appeal.about === 'gold_miss'
            ? 'To uphold pays the label, and counts it as right.'
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
