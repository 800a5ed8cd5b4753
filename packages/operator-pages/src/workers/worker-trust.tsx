import { admin, count, decimal, Form } from '@asg/console-kit';
import type { AdminWorker } from '@asg/sdk';
import { Card, Facts, TextField } from '@asg/ui';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';

/** What is known of a worker for one customer's tasks, on request: their gold and tasks bear on nobody else's. */
export function WorkerTrust({ worker }: { readonly worker: AdminWorker }) {
  const [customerId, setCustomerId] = useState('');
  const asked = useMutation({
    mutationFn: () => admin.workers.trust(worker.worker_id, customerId.trim()),
  });
  const { data } = asked;
  return (
    <Card
      title="For one customer’s tasks"
      hint="What a customer’s own gold and tasks say of a worker counts for that customer alone."
    >
      <Form
        action="Show"
        busy={asked.isPending}
        disabled={customerId.trim() === ''}
        error={asked.error}
        onSend={() => asked.mutate()}
      >
        <TextField
          label="Customer ID"
          value={customerId}
          onChange={(event) => setCustomerId(event.currentTarget.value)}
          placeholder="cust_…"
          autoComplete="off"
          spellCheck={false}
        />
      </Form>
      {data !== undefined && (
        <Facts
          facts={[
            { name: 'Customer', value: <span className="ui-mono">{data.customer_id}</span> },
            { name: 'Trust', value: decimal(data.score, 2) },
            { name: 'Gets tasks of theirs', value: data.passed_over ? 'No' : 'Yes' },
            {
              name: 'Known answers right',
              value: `${count(data.gold_right)} of ${count(data.gold_right + data.gold_missed)}`,
            },
            {
              name: 'With the consensus',
              value: `${count(data.agreed)} of ${count(data.agreed + data.disagreed)}`,
            },
          ]}
        />
      )}
    </Card>
  );
}
