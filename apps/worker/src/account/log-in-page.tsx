import { isStatus } from '@asg/sdk';
import { Button, Notice, TextField } from '@asg/ui';
import { useMutation } from '@tanstack/react-query';
import type { FormEvent } from 'react';
import { Link, useLocation } from 'wouter';
import { api } from '../api/clients.ts';
import { problemText } from '../shell/problem.ts';
import { useSetMe } from '../shell/session.ts';
import { words } from '../words/index.ts';
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
      go('/');
    },
  });
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const fields = new FormData(event.currentTarget);
    logIn.mutate({ email: formText(fields, 'email').trim(), password: formText(fields, 'password') });
  };
  return (
    <Entrance
      title={words.logIn.title}
      lead={words.logIn.lead}
      foot={
        <>
          {words.logIn.noAccount} <Link href="/sign-up">{words.logIn.signUp}</Link>
        </>
      }
    >
      <form className="ui-stack" onSubmit={submit}>
        {logIn.isError && (
          <Notice tone="danger" urgent>
            {isStatus(logIn.error, 401) ? words.logIn.wrong : problemText(logIn.error)}
          </Notice>
        )}
        {ended && logIn.isIdle && <Notice>{words.logIn.ended}</Notice>}
        <TextField
          label={words.signUp.email}
          name="email"
          type="email"
          autoComplete="username"
          inputMode="email"
          required
        />
        <PasswordField isNew={false} error={null} />
        <Button type="submit" variant="primary" size="large" wide busy={logIn.isPending}>
          {words.logIn.submit}
        </Button>
      </form>
    </Entrance>
  );
}
