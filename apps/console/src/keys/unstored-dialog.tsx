import {
  forgetUnstored,
  gateway,
  problemText,
  ShownKey,
  type UnstoredKey,
  useUnstored,
} from '@asg/console-kit';
import { Button, Dialog, Notice } from '@asg/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';

/** The key that was made last, until the person has stored it; put aside, it is one press away. */
export function UnstoredKeyDialog() {
  const unstored = useUnstored();
  const [aside, setAside] = useState<string | null>(null);
  const isAside = unstored !== null && aside === unstored.apiKey;
  return (
    <>
      {isAside && (
        <Notice tone="warning">
          <p>A new key of yours is not stored yet.</p>
          <Button onClick={() => setAside(null)}>Show the new key</Button>
        </Notice>
      )}
      <Dialog
        open={unstored !== null && !isAside}
        onClose={() => setAside(unstored?.apiKey ?? null)}
        title="Your new key"
        closeLabel="Close"
      >
        {unstored !== null && (
          <ShownKey label="The key" shown={unstored}>
            <Stored unstored={unstored} />
          </ShownKey>
        )}
      </Dialog>
    </>
  );
}

/** What the person says once they have it; the key that it replaces is revoked then. */
function Stored({ unstored: { replacedId } }: { readonly unstored: UnstoredKey }) {
  const client = useQueryClient();
  const revoke = useMutation({
    mutationFn: (keyId: string) => gateway.keys.revoke(keyId),
    onSuccess: forgetUnstored,
    onSettled: () => client.invalidateQueries({ queryKey: ['keys'] }),
  });
  if (replacedId === null)
    return (
      <div className="actions">
        <Button variant="primary" onClick={forgetUnstored}>
          I have stored it
        </Button>
      </div>
    );
  return (
    <>
      {revoke.isError && (
        <Notice tone="danger" urgent>
          {problemText(revoke.error)}
        </Notice>
      )}
      <div className="actions">
        <Button variant="primary" busy={revoke.isPending} onClick={() => revoke.mutate(replacedId)}>
          I have stored it: revoke the old one
        </Button>
        <Button onClick={forgetUnstored}>Keep both for now</Button>
      </div>
    </>
  );
}
