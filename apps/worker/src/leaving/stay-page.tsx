import { Button, buttonLook, Notice } from '@asg/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'wouter';
import { Entrance } from '../account/entrance.tsx';
import { api } from '../api/clients.ts';
import { messages } from '../i18n/index.ts';
import { linkSecret } from '../security/link-secret.ts';
import { securityProblem } from '../security/problems.ts';
import { meKey } from '../shell/session.ts';

/** Keeps the account, by the link in the mail. By a button: programs that look at links in mails press none. */
export default function StayPage() {
  const [token] = useState(linkSecret);
  const client = useQueryClient();
  const keep = useMutation({
    mutationFn: () => api.keepAccount(token),
    onSuccess: () => client.invalidateQueries({ queryKey: meKey }),
  });
  return (
    <Entrance title={messages.leaving.stayTitle} lead={messages.leaving.stayLead}>
      <div className="ui-stack">
        {keep.isError && (
          <Notice tone="danger" urgent>
            {securityProblem(keep.error)}
          </Notice>
        )}
        {keep.isSuccess ? (
          <>
            <Notice tone="accent">{messages.leaving.kept}</Notice>
            <Link href="/" {...buttonLook({ variant: 'primary', size: 'large', wide: true })}>
              {messages.notFound.toWork}
            </Link>
          </>
        ) : (
          <Button variant="primary" size="large" wide busy={keep.isPending} onClick={() => keep.mutate()}>
            {messages.leaving.keep}
          </Button>
        )}
      </div>
    </Entrance>
  );
}
