import { isStatus } from '@asg/sdk';
import { Button, Notice, TextField } from '@asg/ui';
import { useMutation } from '@tanstack/react-query';
import type { FormEvent } from 'react';
import { Link, useLocation } from 'wouter';
import { api } from '../api/clients.ts';
import { messages } from '../i18n/index.ts';
import { afterEntrance } from '../shell/invitation.ts';
import { problemText } from '../shell/problem.ts';
import { useSetMe } from '../shell/session.ts';
import { Entrance } from './entrance.tsx';
import { formText } from './form-text.ts';
import { PasswordField } from './password-field.tsx';

/** `ended`: somebody was logged in until a moment ago. */
export function LogInPage({ ended }: { readonly ended: boolean }) {
  const setMe = useSetMe();
  const [, go] = useLocation();
  const logIn = useMutation({
    mutationFn: async (body: { email: string; password: string }) => {
      await api.logIn(body);
      return await api.me();
    },
    onSuccess: (me) => {
      setMe(me);
      go(afterEntrance());
    },
  });
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const fields = new FormData(event.currentTarget);
    logIn.mutate({ email: formText(fields, 'email').trim(), password: formText(fields, 'password') });
  };
  return (
    <Entrance
      title={messages.logIn.title}
      lead={messages.logIn.lead}
      foot={
        <>
          {messages.logIn.noAccount} <Link href="/sign-up">{messages.logIn.signUp}</Link>
        </>
      }
    >
      <form className="ui-stack" onSubmit={submit}>
        {logIn.isError && (
          <Notice tone="danger" urgent>
            {isStatus(logIn.error, 401) ? messages.logIn.wrong : problemText(logIn.error)}
          </Notice>
        )}
        {ended && logIn.isIdle && <Notice>{messages.logIn.ended}</Notice>}
        <TextField
          label={messages.signUp.email}
          name="email"
          type="email"
          autoComplete="username"
          inputMode="email"
          required
        />
        <PasswordField isNew={false} error={null} />
        <p>
          <Link href="/forgot">{messages.security.forgot}</Link>
        </p>
        <Button type="submit" variant="primary" size="large" wide busy={logIn.isPending}>
          {messages.logIn.submit}
        </Button>
      </form>
    </Entrance>
  );
}
