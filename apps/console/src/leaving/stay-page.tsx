import { person, problemText, sessionKey } from '@asg/console-kit';
import { Button, Notice } from '@asg/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'wouter';
import { linkSecret } from '../session/by-link-pages.tsx';
import { Entrance } from '../session/entrance.tsx';

/** Keeps the account, by the link in the mail. By a button: programs that look at links in mails press none. */
export function StayPage() {
  const [token] = useState(linkSecret);
  const client = useQueryClient();
  const stay = useMutation({
    mutationFn: () => person.keepAccount(token),
    onSuccess: () => client.invalidateQueries({ queryKey: sessionKey }),
  });
  return (
    <Entrance
      title="Keep your account?"
      lead="You had asked for it to be deleted."
      foot={<Link href="/">To the Console</Link>}
    >
      {stay.isError && (
        <Notice tone="danger" urgent>
          {problemText(stay.error)}
        </Notice>
      )}
      {stay.isSuccess ? (
        <Notice tone="accent">Your account stays.</Notice>
      ) : (
        <Button variant="primary" size="large" wide busy={stay.isPending} onClick={() => stay.mutate()}>
          Keep my account
        </Button>
      )}
    </Entrance>
  );
}
