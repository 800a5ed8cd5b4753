import { aboutField, consoleSession, gateway, problemText, useIsIn, useSetSession } from '@asg/console-kit';
import { Button, CodeBlock, Notice, TextField } from '@asg/ui';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { Link, Redirect, useLocation } from 'wouter';
import { Entrance } from './entrance.tsx';

/** Makes an account. The key is shown once, and signed in with. */
export function RegisterPage() {
  const [name, setName] = useState('');
  const [email, setEmail] = useState('');
  const setSession = useSetSession();
  const isIn = useIsIn();
  const [, navigate] = useLocation();
  const register = useMutation({
    mutationFn: async () => {
      const made = await gateway.customers.register({ name, email });
      // Signed in before the key is looked at: whoever loads the page anew is in, and can make another one.
      await consoleSession.open({ api_key: made.api_key }).catch(() => undefined);
      return made;
    },
  });
  const enter = useMutation({
    mutationFn: async (apiKey: string) => {
      const session = await consoleSession.get();
      return session.customer === null ? consoleSession.open({ api_key: apiKey }) : session;
    },
    onSuccess: (session) => {
      setSession(session);
      navigate('/', { replace: true });
    },
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    register.mutate();
  };
  const made = register.data;
  if (made !== undefined)
    return (
      <Entrance
        title="Your API key"
        lead="It opens your account, here and from your programs."
        foot="Lost it? Nobody can show it again: sign up with the same e-mail, and the account is yours without it."
      >
        <CodeBlock label="Your API key" code={made.api_key} copyLabel="Copy the key" />
        <Notice tone="warning">Store it now, in a password manager: it is shown this once.</Notice>
        {enter.isError && (
          <Notice tone="danger" urgent>
            {problemText(enter.error)}
          </Notice>
        )}
        <Button
          variant="primary"
          size="large"
          wide
          busy={enter.isPending}
          onClick={() => enter.mutate(made.api_key)}
        >
          I have stored it: sign in
        </Button>
      </Entrance>
    );
  if (isIn && !register.isPending) return <Redirect to="/" replace />;
  const nameError = aboutField(register.error, 'name');
  const emailError = aboutField(register.error, 'email');
  return (
    <Entrance
      title="An account by API key"
      lead="A sandbox account is free, and ready at once: no mail, no password."
      foot={
        <>
          You have a key? <Link href="/sign-in">Sign in</Link>. With e-mail and password?{' '}
          <Link href="/sign-up">Sign up</Link>
        </>
      }
    >
      <form className="ui-stack" onSubmit={submit} noValidate>
        <TextField
          label="Name"
          name="name"
          autoComplete="organization"
          required
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          hint="Of you or your company"
          error={nameError}
        />
        <TextField
          label="E-mail"
          type="email"
          name="email"
          autoComplete="email"
          required
          value={email}
          onChange={(event) => setEmail(event.currentTarget.value)}
          error={emailError}
        />
        {register.isError && nameError === null && emailError === null && (
          <Notice tone="danger" urgent>
            {problemText(register.error)}
          </Notice>
        )}
        <Button type="submit" variant="primary" size="large" wide busy={register.isPending}>
          Create the account
        </Button>
      </form>
    </Entrance>
  );
}
