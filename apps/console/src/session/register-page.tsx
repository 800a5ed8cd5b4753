import { Button, CodeBlock, Notice, TextField } from '@asg/ui';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { Link } from 'wouter';
import { consoleSession, gateway } from '../api/clients.ts';
import { aboutField, problemText } from '../parts/problem.ts';
import { Entrance } from './entrance.tsx';
import { useSetSession } from './session.ts';

/** Makes an account. The key is shown once, and signed in with. */
export function RegisterPage() {
  const [name, setName] = useState('');
  const [email, setEmail] = useState('');
  const setSession = useSetSession();
  const register = useMutation({
    mutationFn: () => gateway.customers.register({ name, email }),
  });
  const enter = useMutation({
    mutationFn: (apiKey: string) => consoleSession.open({ api_key: apiKey }),
    onSuccess: setSession,
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
        foot="Lost it? The operator cannot show it again: make another one while you are signed in."
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
  const nameError = aboutField(register.error, 'name');
  const emailError = aboutField(register.error, 'email');
  return (
    <Entrance
      title="Create an account"
      lead="A sandbox account is free, and ready at once."
      foot={
        <>
          You have a key? <Link href="/sign-in">Sign in</Link>
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
