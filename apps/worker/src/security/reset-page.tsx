import { Button, buttonLook, Notice } from '@asg/ui';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { Link } from 'wouter';
import { Entrance } from '../account/entrance.tsx';
import { formText } from '../account/form-text.ts';
import { PasswordField } from '../account/password-field.tsx';
import { api } from '../api/clients.ts';
import { messages } from '../i18n/index.ts';
import { passwordProblem } from '../shell/password-problem.ts';
import { useSetMe } from '../shell/session.ts';
import { linkSecret } from './link-secret.ts';
import { securityProblem } from './problems.ts';

/** A new password, by the link that came by mail. */
export function ResetPage() {
  const [token] = useState(linkSecret);
  const setMe = useSetMe();
  const reset = useMutation({
    mutationFn: (password: string) => api.resetPassword({ token, password }),
    // It has ended every session, also the one of this browser.
    onSuccess: () => setMe(null),
  });
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    reset.mutate(formText(new FormData(event.currentTarget), 'password'));
  };
  const about = passwordProblem(reset.error);
  return (
    <Entrance
      title={messages.security.resetTitle}
      lead={messages.security.resetLead}
      foot={<Link href="/forgot">{messages.security.askAgain}</Link>}
    >
      {reset.isSuccess ? (
        <div className="ui-stack">
          <Notice tone="accent">{messages.security.resetDone}</Notice>
          <Link href="/log-in" {...buttonLook({ variant: 'primary', size: 'large', wide: true })}>
            {messages.logIn.submit}
          </Link>
        </div>
      ) : (
        <form className="ui-stack" onSubmit={submit}>
          {reset.isError && about === null && (
            <Notice tone="danger" urgent>
              {securityProblem(reset.error)}
            </Notice>
          )}
          <PasswordField isNew error={about} />
          <Button type="submit" variant="primary" size="large" wide busy={reset.isPending}>
            {messages.security.resetSubmit}
          </Button>
        </form>
      )}
    </Entrance>
  );
}
