import { Confirm, gateway, problemText } from '@asg/console-kit';
import type { ApiKey } from '@asg/sdk';
import { Button, CodeBlock, Notice } from '@asg/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';

/** What a key is called, for people. */
export const nameOf = ({ name, hint }: ApiKey): string => name ?? hint;

interface ShownKeyProps {
  readonly apiKey: string;
  readonly children: ReactNode;
}

/** A new key, the once that it is shown. */
export function ShownKey({ apiKey, children }: ShownKeyProps) {
  return (
    <div className="ui-stack">
      <CodeBlock label="The key" code={apiKey} copyLabel="Copy the key" />
      <Notice tone="warning">
        Store it now: it is shown this once, also not after a reload. If it gets lost, replace it on this
        page.
      </Notice>
      {children}
    </div>
  );
}

interface OneKeyProps {
  readonly apiKey: ApiKey;
  readonly onClose: () => void;
}

/** Makes another key of the same name, scopes and end, and revokes this one once the new one is stored. Broken off, it leaves both. */
export function ReplaceKey({ apiKey, onClose }: OneKeyProps) {
  const client = useQueryClient();
  const anew = () => client.invalidateQueries({ queryKey: ['keys'] });
  const create = useMutation({
    mutationFn: () =>
      gateway.keys.create(apiKey.name ?? undefined, { scopes: apiKey.scopes, expires_at: apiKey.expires_at }),
    onSuccess: anew,
  });
  const revoke = useMutation({
    mutationFn: () => gateway.keys.revoke(apiKey.key_id),
    onSuccess: onClose,
    onSettled: anew,
  });
  const error = create.error ?? revoke.error;
  const problem = error !== null && (
    <Notice tone="danger" urgent>
      {problemText(error)}
    </Notice>
  );
  if (create.data !== undefined)
    return (
      <ShownKey apiKey={create.data.api_key}>
        {problem}
        <div className="actions">
          <Button variant="primary" busy={revoke.isPending} onClick={() => revoke.mutate()}>
            I have stored it: revoke the old one
          </Button>
          <Button onClick={onClose}>Keep both for now</Button>
        </div>
      </ShownKey>
    );
  return (
    <div className="ui-stack">
      <p>
        You get a new key in place of <strong>{nameOf(apiKey)}</strong>. The old one opens the account until
        you say that the new one is stored.
      </p>
      {problem}
      <div className="actions">
        <Button variant="primary" busy={create.isPending} onClick={() => create.mutate()}>
          Make the new key
        </Button>
        <Button onClick={onClose}>Leave it</Button>
      </div>
    </div>
  );
}

interface RevokeProps {
  readonly apiKey: ApiKey | null;
  readonly onClose: () => void;
}

/** Asks before a key is revoked. */
export function Revoke({ apiKey, onClose }: RevokeProps) {
  const client = useQueryClient();
  const revoke = useMutation({
    mutationFn: (key_id: string) => gateway.keys.revoke(key_id),
    onSuccess: onClose,
    onSettled: () => client.invalidateQueries({ queryKey: ['keys'] }),
  });
  return (
    <Confirm
      open={apiKey !== null}
      title="Revoke this key?"
      action="Revoke the key"
      busy={revoke.isPending}
      error={revoke.error}
      onConfirm={() => {
        if (apiKey !== null) revoke.mutate(apiKey.key_id);
      }}
      onClose={onClose}
    >
      <p>
        <strong>{apiKey?.name ?? 'The key'}</strong> <span className="ui-mono">{apiKey?.hint}</span> opens
        nothing from now on, and every session that was opened with it ends.
      </p>
    </Confirm>
  );
}
