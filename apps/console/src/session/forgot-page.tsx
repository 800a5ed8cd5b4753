import { aboutField, person, problemText } from '@asg/console-kit';
import { Button, Notice, TextField } from '@asg/ui';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { Link } from 'wouter';
import { Entrance } from './entrance.tsx';
import { MailSent } from './mail-sent.tsx';

/** Asks for a mail with a link to a new password. */
export function ForgotPage() {
  return (
    <Entrance
      title="Forgot your password?"
      lead="A link to set a new one goes to your e-mail."
      foot={
        <>
          <Link href="/sign-in">Back to the sign-in</Link>. Only ever had an API key?{' '}
          <Link href="/sign-up">Sign up</Link> with the e-mail of that account, and it is yours.
        </>
      }
    >
      <ForgotForm />
    </Entrance>
  );
}

/** What it shows once it is sent does not tell whether there is such an account. `next`: what to do after it. */
export function ForgotForm({ next = '' }: { readonly next?: string }) {
  const [email, setEmail] = useState('');
  const ask = useMutation({ mutationFn: () => person.forgotPassword(email.trim()) });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    ask.mutate();
  };
  const emailError = aboutField(ask.error, 'email');
  if (ask.isSuccess)
    return (
      <MailSent>
        {`If there is an account with this e-mail, a link is on its way. It works once, for an hour.${next}`}
      </MailSent>
    );
  return (
    <form className="ui-stack" onSubmit={submit} noValidate>
      <TextField
        label="E-mail"
        type="email"
        name="email"
        autoComplete="username"
        inputMode="email"
        required
        value={email}
        onChange={(event) => setEmail(event.currentTarget.value)}
        error={emailError}
      />
      {ask.isError && emailError === null && (
        <Notice tone="danger" urgent>
          {problemText(ask.error)}
        </Notice>
      )}
      <Button type="submit" variant="primary" size="large" wide busy={ask.isPending}>
        Send the link
      </Button>
    </form>
  );
}
