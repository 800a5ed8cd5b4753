import { Allowed, admin, Confirm, When } from '@asg/console-kit';
import type { AdminWorker } from '@asg/sdk';
import { Badge, Button, Card, useToast } from '@asg/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'wouter';

type AccountLink = AdminWorker['links'][number];

export const linkReasons: Readonly<Record<AccountLink['reasons'][number]['kind'], string>> = {
  wallet: 'Paid at the same place',
  device: 'The same browser',
  shared_errors: 'The same wrong answers, beyond chance',
  address: 'The same range of addresses',
  burst: 'Signed up there within ten minutes',
};

/** Accounts that are taken for one person's, why and since when. */
export function WorkerLinks({ worker }: { readonly worker: AdminWorker }) {
  const { links, same_person } = worker;
  const direct = new Set(links.filter((link) => link.dissolved_at === null).map((link) => link.account_id));
  const indirect = same_person.filter((id) => !direct.has(id));
  if (links.length === 0 && indirect.length === 0) return null;
  return (
    <Card
      title="One person’s accounts"
      hint="No task is given to two of them, nor to who asked for it."
      aside={
        same_person.length > 0 && (
          <Link href={`/operator/workers/${worker.worker_id}/accounts`}>As a group</Link>
        )
      }
    >
      <ul className="signals">
        {links.map((link) => (
          <li key={link.account_id}>
            <AccountName id={link.account_id} />
            <p>
              {link.reasons.map(({ kind, since }) => (
                <span key={kind} className="line">
                  {linkReasons[kind]}, since <When at={since} />
                </span>
              ))}
            </p>
            {link.dissolved_at === null ? (
              <Allowed to="suspend">
                <Dissolve workerId={worker.worker_id} accountId={link.account_id} />
              </Allowed>
            ) : (
              <p className="ui-muted">
                Dissolved <When at={link.dissolved_at} />: they are two people
              </p>
            )}
          </li>
        ))}
      </ul>
      {indirect.length > 0 && (
        <>
          <h3>Linked through these</h3>
          <ul className="plain">
            {indirect.map((id) => (
              <li key={id}>
                <AccountName id={id} />
              </li>
            ))}
          </ul>
        </>
      )}
    </Card>
  );
}

function AccountName({ id }: { readonly id: string }) {
  const isCustomer = id.startsWith('cust_');
  return (
    <span>
      <Link href={`/operator/${isCustomer ? 'customers' : 'workers'}/${id}`}>{id}</Link>
      {isCustomer && <Badge tone="neutral">customer</Badge>}
    </span>
  );
}

function Dissolve({ workerId, accountId }: { readonly workerId: string; readonly accountId: string }) {
  const [asking, setAsking] = useState(false);
  const client = useQueryClient();
  const say = useToast();
  const dissolve = useMutation({
    mutationFn: () => admin.workers.dissolveLink(workerId, accountId),
    onSuccess: () => {
      setAsking(false);
      say({ text: 'The link is dissolved.' });
    },
    onSettled: () =>
      client.invalidateQueries({ predicate: ({ queryKey }) => /^workers?$/.test(String(queryKey[0])) }),
  });
  return (
    <>
      <Button onClick={() => setAsking(true)}>Dissolve</Button>
      <Confirm
        open={asking}
        title="Are they two people?"
        action="Dissolve the link"
        busy={dissolve.isPending}
        error={dissolve.error}
        onConfirm={() => dissolve.mutate()}
        onClose={() => setAsking(false)}
      >
        <p>They may label the same tasks again, and no evidence links them any more, now or later.</p>
      </Confirm>
    </>
  );
}
