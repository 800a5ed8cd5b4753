import { Confirm, gateway, keepUnstored, problemText, useCustomer } from '@asg/console-kit';
import type { ApiKey } from '@asg/sdk';
import { Button, Notice } from '@asg/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';

/** What a key is called, for people. */
export const nameOf = ({ name, hint }: ApiKey): string => name ?? hint;

interface OneKeyProps {
  readonly apiKey: ApiKey;
  readonly onClose: () => void;
}

/** Makes another key of the same name, scopes and end. The old one is revoked once the new one is stored; broken off, it leaves both. */
export function ReplaceKey({ apiKey, onClose }: OneKeyProps) {
  const client = useQueryClient();
  const { customer_id: customerId } = useCustomer();
  const create = useMutation({
    mutationFn: () =>
      gateway.keys.create(apiKey.name ?? undefined, { scopes: apiKey.scopes, expires_at: apiKey.expires_at }),
    onSuccess: ({ api_key, key_id: keyId }) => {
      keepUnstored({ customerId, apiKey: api_key, keyId, replacedId: apiKey.key_id });
      onClose();
    },
    onSettled: () => client.invalidateQueries({ queryKey: ['keys'] }),
  });
  return (
    <div className="ui-stack">
      <p>
        You get a new key in place of <strong>{nameOf(apiKey)}</strong>. The old one opens the account until
        you say that the new one is stored.
      </p>
      {create.isError && (
        <Notice tone="danger" urgent>
          {problemText(create.error)}
        </Notice>
      )}
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
