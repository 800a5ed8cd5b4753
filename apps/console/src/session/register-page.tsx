import {
  aboutField,
  consoleSession,
  forgetUnstored,
  gateway,
  keepUnstored,
  problemText,
  ShownKey,
  useIsIn,
  useSetSession,
  useUnstored,
} from '@asg/console-kit';
import { Button, Notice, TextField } from '@asg/ui';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { Link, Redirect, useLocation } from 'wouter';
import { Entrance } from './entrance.tsx';

/** Makes an account. Its key is shown until it is stored, and signed in with. */
export function RegisterPage() {
  const [name, setName] = useState('');
  const [email, setEmail] = useState('');
  const setSession = useSetSession();
  const isIn = useIsIn();
  const [, navigate] = useLocation();
  const register = useMutation({
    mutationFn: async () => {
      const made = await gateway.customers.register({ name, email });
      keepUnstored({
        customerId: made.customer_id,
        apiKey: made.api_key,
        keyId: null,
        replacedId: null,
      });
      // Signed in before the key is looked at: whoever loads the page anew is in.
      await consoleSession.open({ api_key: made.api_key }).catch(() => undefined);
    },
  });
  const enter = useMutation({
    mutationFn: async (apiKey: string) => {
      const session = await consoleSession.get();
      return session.customer === null ? consoleSession.open({ api_key: apiKey }) : session;
    },
    onSuccess: (session) => {
      forgetUnstored();
      setSession(session);
      navigate('/', { replace: true });
    },
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    register.mutate();
  };
  const unstored = useUnstored();
  if (unstored !== null && !register.isPending)
    return (
      <Entrance
        title="Your API key"
        lead="It opens your account, here and from your programs."
        foot="Lost later? Sign up with the same e-mail, and the account is yours without the key."
      >
        <ShownKey
          label="Your API key"
          shown={unstored}
          onAnother={(apiKey) => consoleSession.open({ api_key: apiKey })}
        >
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
            onClick={() => enter.mutate(unstored.apiKey)}
          >
            I have stored it: sign in
          </Button>
        </ShownKey>
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
