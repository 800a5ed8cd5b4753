import { Button, Notice, TextField } from '@asg/ui';
import { useMutation } from '@tanstack/react-query';
import type { FormEvent } from 'react';
import { Link } from 'wouter';
import { Entrance } from '../account/entrance.tsx';
import { formText } from '../account/form-text.ts';
import { api } from '../api/clients.ts';
import { messages } from '../i18n/index.ts';
import { problemText } from '../shell/problem.ts';

/** Asks for a mail with a link to a new password. What it shows then does not tell whether there is such an account. */
export function ForgotPage() {
  const ask = useMutation({ mutationFn: (email: string) => api.forgotPassword(email) });
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    ask.mutate(formText(new FormData(event.currentTarget), 'email').trim());
  };
  return (
    <Entrance
      title={messages.security.forgotTitle}
      lead={messages.security.forgotLead}
      foot={<Link href="/log-in">{messages.security.toLogIn}</Link>}
    >
      {ask.isSuccess ? (
        <Notice tone="accent">{messages.security.forgotSent}</Notice>
      ) : (
        <form className="ui-stack" onSubmit={submit}>
          {ask.isError && (
            <Notice tone="danger" urgent>
              {problemText(ask.error)}
            </Notice>
          )}
          <TextField
            label={messages.signUp.email}
            name="email"
            type="email"
            autoComplete="username"
            inputMode="email"
            required
          />
          <Button type="submit" variant="primary" size="large" wide busy={ask.isPending}>
            {messages.security.forgotSubmit}
          </Button>
        </form>
      )}
    </Entrance>
  );
}
