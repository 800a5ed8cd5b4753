import { aboutField, person, problemText } from '@asg/console-kit';
import { Button, Notice, TextField } from '@asg/ui';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { Link } from 'wouter';
import { Entrance } from './entrance.tsx';
import { MailSent } from './mail-sent.tsx';

/** Asks for a mail that leads to an account. What it shows then does not tell whether there is one already. */
export function SignUpPage() {
  const [name, setName] = useState('');
  const [email, setEmail] = useState('');
  const ask = useMutation({ mutationFn: () => person.signUp({ name, email: email.trim() }) });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    ask.mutate();
  };
  const foot = (
    <>
      You have an account? <Link href="/sign-in">Sign in</Link>
    </>
  );
  if (ask.isSuccess)
    return (
      <Entrance title="Look into your mail" lead={`A link is on its way to ${email.trim()}.`} foot={foot}>
        <MailSent>Follow the link within 24 hours and choose a password, then you are in.</MailSent>
        <Button onClick={() => ask.reset()}>Send it again, or to another address</Button>
      </Entrance>
    );
  const nameError = aboutField(ask.error, 'name');
  const emailError = aboutField(ask.error, 'email');
  return (
    <Entrance
      title="Sign up"
      lead="A sandbox account is free. You confirm your e-mail first, then choose a password."
      foot={foot}
    >
      <form className="ui-stack" onSubmit={submit} noValidate>
        <TextField
          label="Organisation"
          name="organization"
          autoComplete="organization"
          maxLength={200}
          required
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          hint="Your company, or your own name"
          error={nameError}
        />
        <TextField
          label="E-mail"
          type="email"
          name="email"
          autoComplete="username"
          inputMode="email"
          required
          value={email}
          onChange={(event) => setEmail(event.currentTarget.value)}
          hint="An account that was made by the API with this e-mail becomes yours."
          error={emailError}
        />
        {ask.isError && nameError === null && emailError === null && (
          <Notice tone="danger" urgent>
            {problemText(ask.error)}
          </Notice>
        )}
        <Button type="submit" variant="primary" size="large" wide busy={ask.isPending}>
          Send the link
        </Button>
      </form>
    </Entrance>
  );
}
