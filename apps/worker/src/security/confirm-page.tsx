import { Button, buttonLook, Notice } from '@asg/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'wouter';
import { Entrance } from '../account/entrance.tsx';
import { api } from '../api/clients.ts';
import { messages } from '../i18n/index.ts';
import { meKey } from '../shell/session.ts';
import { linkSecret } from './link-secret.ts';
import { securityProblem } from './problems.ts';

/** Confirms an e-mail by the link that came there. By a button: programs that look at links in mails press none. */
export default function ConfirmPage() {
  const [token] = useState(linkSecret);
  const client = useQueryClient();
  const confirm = useMutation({
    mutationFn: () => api.confirmEmail(token),
    onSuccess: () => client.invalidateQueries({ queryKey: meKey }),
  });
  return (
    <Entrance title={messages.security.confirmTitle} lead={messages.security.confirmLead}>
      <div className="ui-stack">
        {confirm.isError && (
          <Notice tone="danger" urgent>
            {securityProblem(confirm.error)}
          </Notice>
        )}
        {confirm.isSuccess ? (
          <>
            <Notice tone="accent">{messages.security.confirmed({ email: confirm.data.email })}</Notice>
            <Link href="/" {...buttonLook({ variant: 'primary', size: 'large', wide: true })}>
              {messages.notFound.toWork}
            </Link>
          </>
        ) : (
          <Button
            variant="primary"
            size="large"
            wide
            busy={confirm.isPending}
            onClick={() => confirm.mutate()}
          >
            {messages.security.confirmSubmit}
          </Button>
        )}
      </div>
    </Entrance>
  );
}
