import { isStatus } from '@asg/sdk';
import { Button, buttonLook, Notice } from '@asg/ui';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'wouter';
import { Entrance } from '../account/entrance.tsx';
import { api } from '../api/clients.ts';
import { messages } from '../i18n/index.ts';
import { problemText } from '../shell/problem.ts';
import { useSetMe } from '../shell/session.ts';
import { linkSecret } from './link-secret.ts';
import { ResetForm } from './reset-form.tsx';

/** Stops a new wallet that is not theirs, by the link that came by mail; then asks for a new password. */
export default function StopPage() {
  const [token] = useState(linkSecret);
  const setMe = useSetMe();
  const stop = useMutation({
    mutationFn: () => api.stopWallet(token),
    // It has ended every session, also the one of this browser.
    onSuccess: () => setMe(null),
  });
  const { stopTitle, stopLead, stopSubmit, stopDone, stopOnly, stopLate } = messages.security;
  const setsPassword = stop.data?.sets_password === true;
  return (
    <Entrance
      title={setsPassword ? messages.security.resetTitle : stopTitle}
      lead={setsPassword ? messages.security.resetLead : stop.isSuccess ? '' : stopLead}
      foot={<Link href="/forgot">{messages.security.forgot}</Link>}
    >
      {stop.isSuccess ? (
        <div className="ui-stack">
          <div role="status">
            <Notice tone="accent">{setsPassword ? stopDone : stopOnly}</Notice>
          </div>
          {setsPassword ? (
            <ResetForm token={token} />
          ) : (
            <Link href="/forgot" {...buttonLook({ variant: 'primary', size: 'large', wide: true })}>
              {messages.security.askAgain}
            </Link>
          )}
        </div>
      ) : (
        <div className="ui-stack">
          {stop.isError && (
            <Notice tone="danger" urgent>
              {isStatus(stop.error, 400) ? stopLate : problemText(stop.error)}
            </Notice>
          )}
          <Button variant="danger" size="large" wide busy={stop.isPending} onClick={() => stop.mutate()}>
            {stopSubmit}
          </Button>
        </div>
      )}
    </Entrance>
  );
}
