import {
  Allowed,
  Asked,
  aboutField,
  admin,
  count,
  decimal,
  Page,
  percent,
  plural,
  problemText,
  spoken,
  When,
} from '@asg/console-kit';
import { levelWords, toldLevel } from '@asg/domain/levels';
import type { AdminWorker } from '@asg/sdk';
import { Badge, Button, Card, Dialog, Facts, Figures, Notice, TextAreaField, useToast } from '@asg/ui';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { Link, useParams } from 'wouter';
import { LostFactor } from '../operators/lost-factor.tsx';
import { WorkerLinks } from './worker-links.tsx';
import { WorkerPay } from './worker-pay.tsx';
import { WorkerTrust } from './worker-trust.tsx';

const meanings: Readonly<Record<AdminWorker['signals'][number], string>> = {
  too_fast: 'Most answers came before the item can be read.',
  one_option: 'The same position was chosen 30 times in a row.',
  lock_step: 'More wrong answers in common with another worker than chance makes plausible.',
  shared_wallet: 'Other accounts are paid at the same address.',
  linked: 'Other accounts are taken for the same person’s.',
  items_not_fetched: 'Most labels came without their items having been fetched.',
};

export default function WorkerPage() {
  const { id } = useParams<{ id: string }>();
  const query = useQuery({
    queryKey: ['worker', id],
    queryFn: ({ signal }) => admin.workers.get(id, { signal }),
  });
  return (
    <Page
      title={query.data?.display_name ?? 'Worker'}
      back={{ to: '/operator/workers', name: 'Workers' }}
      lead={query.data?.email ?? id}
      aside={
        query.data !== undefined && (
          <>
            <Allowed to="gold">
              <Link className="ui-button" href={`/operator/workers/${id}/labels`}>
                Their labels
              </Link>
            </Allowed>
            <Allowed to="recover">
              <LostFactor name={query.data.display_name ?? id} workerId={id} />
            </Allowed>
            <Allowed to="suspend">
              <Access worker={query.data} />
            </Allowed>
          </>
        )
      }
    >
      <Asked query={query} height="24rem" missing="There is no such worker">
        {(worker) => <WorkerView worker={worker} />}
      </Asked>
    </Page>
  );
}

const share = (part: number, other: number): string =>
  part + other === 0 ? '–' : percent(part / (part + other), 1);

/** The level as the operator sees it, and what its worker is told, in the same words. */
function levelHint(level: AdminWorker['trust']['level']): string {
  const { name, reason } = levelWords[toldLevel(level)];
  return `${level}. They are told “${name}: ${reason}”`;
}

function WorkerView({ worker }: { readonly worker: AdminWorker }) {
  const { trust } = worker;
  return (
    <>
      {worker.suspension !== null && (
        <Notice tone="danger">
          Suspended since <When at={worker.suspension.since} />: <bdi>{worker.suspension.reason}</bdi>
        </Notice>
      )}
      <Figures
        figures={[
          { name: 'Trust', value: decimal(trust.score, 2), hint: levelHint(trust.level) },
          { name: 'Labels', value: count(worker.labels), hint: `${count(worker.paid_labels)} paid` },
          {
            name: 'With the consensus',
            value: share(trust.agreed, trust.disagreed),
            hint: `${count(trust.agreed)} of ${count(trust.agreed + trust.disagreed)}`,
          },
          {
            name: 'Known answers right',
            value: share(trust.gold_right, trust.gold_missed),
            hint: `${count(trust.gold_right)} of ${count(trust.gold_right + trust.gold_missed)}`,
          },
          {
            name: 'Pace',
            value: worker.seconds_per_label === 0 ? '–' : `${worker.seconds_per_label} s`,
            hint: 'for a label, mean of the latest',
          },
          {
            name: 'Without a look',
            value: percent(worker.not_fetched_share, 0),
            hint: 'of the latest labels: the item was not fetched',
          },
        ]}
      />
      <div className="halves">
        <Card title="Signals">
          {worker.signals.length === 0 ? (
            <p className="ui-muted">Nothing looks odd.</p>
          ) : (
            <ul className="signals">
              {worker.signals.map((signal) => (
                <li key={signal}>
                  <Badge tone="warning">{spoken(signal)}</Badge>
                  <p>{meanings[signal]}</p>
                </li>
              ))}
            </ul>
          )}
          {worker.lock_step_with.length > 0 && (
            <>
              <h3>The same wrong answers as</h3>
              <Facts
                facts={worker.lock_step_with.map(({ worker_id, shared_misses }) => ({
                  name: plural(shared_misses, 'answer'),
                  value: <Link href={`/operator/workers/${worker_id}`}>{worker_id}</Link>,
                }))}
              />
            </>
          )}
          {worker.same_wallet.length > 0 && (
            <>
              <h3>Paid at the same address</h3>
              <ul className="plain">
                {worker.same_wallet.map((other) => (
                  <li key={other}>
                    <Link href={`/operator/workers/${other}`}>{other}</Link>
                  </li>
                ))}
              </ul>
            </>
          )}
        </Card>
        <Card title="Account">
          <Facts
            facts={[
              { name: 'Worker', value: <span className="ui-mono">{worker.worker_id}</span> },
              { name: 'Country', value: worker.country ?? '–' },
              {
                name: 'Paid at',
                value: (
                  <span className="ui-mono">
                    {worker.wallet_address ?? worker.wallet_paymail ?? 'held for the worker'}
                  </span>
                ),
              },
              { name: 'Signed up', value: <When at={worker.created_at} /> },
            ]}
          />
        </Card>
        <WorkerPay workerId={worker.worker_id} />
        <WorkerTrust worker={worker} />
        <WorkerLinks worker={worker} />
      </div>
    </>
  );
}

function Access({ worker }: { readonly worker: AdminWorker }) {
  const [asking, setAsking] = useState(false);
  const [reason, setReason] = useState('');
  const client = useQueryClient();
  const say = useToast();
  const after = (text: string) => ({
    onSuccess: () => {
      setAsking(false);
      say({ text });
    },
    onSettled: () =>
      client.invalidateQueries({ predicate: ({ queryKey }) => /^workers?$/.test(String(queryKey[0])) }),
  });
  const suspend = useMutation({
    mutationFn: () => admin.workers.suspend(worker.worker_id, reason),
    ...after('The worker is suspended.'),
  });
  const reinstate = useMutation({
    mutationFn: () => admin.workers.reinstate(worker.worker_id),
    ...after('The worker is active again.'),
  });
  const send = (event: FormEvent): void => {
    event.preventDefault();
    suspend.mutate();
  };
  if (worker.status === 'suspended')
    return (
      <Button busy={reinstate.isPending} onClick={() => reinstate.mutate()}>
        End the suspension
      </Button>
    );
  return (
    <>
      <Button onClick={() => setAsking(true)}>Suspend</Button>
      <Dialog open={asking} onClose={() => setAsking(false)} title="Suspend this worker?" closeLabel="Close">
        <form className="form" onSubmit={send} noValidate>
          <p>They get no more tasks. What was earned is still paid, and they can contest it.</p>
          <TextAreaField
            label="Reason"
            required
            maxLength={500}
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
            hint="The worker reads it"
            error={aboutField(suspend.error, 'reason')}
          />
          {suspend.isError && (
            <Notice tone="danger" urgent>
              {problemText(suspend.error)}
            </Notice>
          )}
          <div className="actions">
            <Button type="submit" variant="danger" busy={suspend.isPending}>
              Suspend
            </Button>
          </div>
        </form>
      </Dialog>
    </>
  );
}
