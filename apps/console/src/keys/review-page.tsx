import { Asked, gateway, Page, person, problemText, sessionKey, When } from '@asg/console-kit';
import type { ApiKey } from '@asg/sdk';
import { Badge, Button, type Column, Notice, Table } from '@asg/ui';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useLocation } from 'wouter';
import { EndOf, ScopesOf } from './key-terms.tsx';
import { nameOf, Revoke } from './one-key.tsx';
import { PeopleOfBefore } from './people-of-before.tsx';

/** The keys that were there before their owner was: each is kept or revoked. */
export default function ReviewPage() {
  const [kept, setKept] = useState<readonly string[]>([]);
  const [revoking, setRevoking] = useState<ApiKey | null>(null);
  const [, navigate] = useLocation();
  const client = useQueryClient();
  const query = useQuery({
    queryKey: ['keys'],
    queryFn: ({ signal }) => gateway.keys.list({ signal }),
  });
  const finish = useMutation({
    mutationFn: () => person.reviewedKeys(),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: sessionKey });
      navigate('/keys');
    },
  });
  const columns: readonly Column<ApiKey>[] = [
    {
      title: 'Key',
      cell: (key) => (
        <span className="stacked">
          <span className="wrap">{key.name ?? 'No name'}</span>
          <small className="ui-mono">{key.hint}</small>
        </span>
      ),
    },
    { title: 'May do', cell: (key) => <ScopesOf scopes={key.scopes} /> },
    { title: 'Ends', cell: (key) => <EndOf apiKey={key} /> },
    { title: 'Made', cell: (key) => <When at={key.created_at} /> },
    { title: 'Last used', cell: (key) => <When at={key.last_used_at} /> },
    {
      title: 'Access',
      align: 'end',
      cell: (key) =>
        kept.includes(key.key_id) ? (
          <Badge tone="accent">Kept</Badge>
        ) : (
          <span className="actions">
            <Button
              aria-label={`Keep ${nameOf(key)}`}
              onClick={() => setKept((before) => [...before, key.key_id])}
            >
              Keep
            </Button>
            <Button variant="danger" aria-label={`Revoke ${nameOf(key)}`} onClick={() => setRevoking(key)}>
              Revoke
            </Button>
          </span>
        ),
    },
  ];
  return (
    <Page
      title="Keys of before"
      lead="Whoever has one of these keys gets into your account, and may have set webhooks in it. Keep those that you know, revoke the others."
    >
      <div className="ui-stack">
        <Asked query={query}>
          {(keys) => (
            <>
              {keys.length === 0 ? (
                <Notice>No key is in force any more. You get in with your e-mail and password.</Notice>
              ) : (
                <Table caption="Keys in force" columns={columns} rows={keys} rowKey={(key) => key.key_id} />
              )}
              <PeopleOfBefore />
              {finish.isError && (
                <Notice tone="danger" urgent>
                  {problemText(finish.error)}
                </Notice>
              )}
              <div className="actions">
                <Button
                  variant="primary"
                  busy={finish.isPending}
                  disabled={keys.some(({ key_id }) => !kept.includes(key_id))}
                  onClick={() => finish.mutate()}
                >
                  I have looked at all of them
                </Button>
              </div>
            </>
          )}
        </Asked>
      </div>
      <Revoke apiKey={revoking} onClose={() => setRevoking(null)} />
    </Page>
  );
}
