import { Button, buttonLook, Notice } from '@asg/ui';
import { useMutation } from '@tanstack/react-query';
import type { FormEvent } from 'react';
import { Link } from 'wouter';
import { formText } from '../account/form-text.ts';
import { PasswordField } from '../account/password-field.tsx';
import { api } from '../api/clients.ts';
import { messages } from '../i18n/index.ts';
import { passwordProblem } from '../shell/password-problem.ts';
import { useSetMe } from '../shell/session.ts';
import { securityProblem } from './problems.ts';

/** A new password, by the secret of a link that came by mail. */
export function ResetForm({ token }: { readonly token: string }) {
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
  if (reset.isSuccess)
    return (
      <div className="ui-stack">
        <Notice tone="accent">{messages.security.resetDone}</Notice>
        <Link href="/log-in" {...buttonLook({ variant: 'primary', size: 'large', wide: true })}>
          {messages.logIn.submit}
        </Link>
      </div>
    );
  return (
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
  );
}
