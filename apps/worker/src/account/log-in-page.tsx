import { CodeWantedError, isStatus } from '@asg/sdk';
import { Button, Notice, TextField } from '@asg/ui';
import { useMutation } from '@tanstack/react-query';
import { KeyRound } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { Link, useLocation } from 'wouter';
import { api } from '../api/clients.ts';
import { messages } from '../i18n/index.ts';
import { afterEntrance } from '../shell/invitation.ts';
import { problemText } from '../shell/problem.ts';
import { useSetMe } from '../shell/session.ts';
import { CodeStep } from './code-step.tsx';
import { Entrance } from './entrance.tsx';
import { factorProblem } from './factor-problem.ts';
import { formText } from './form-text.ts';
import { PasswordField } from './password-field.tsx';

/** `ended`: somebody was logged in until a moment ago. */
export function LogInPage({ ended }: { readonly ended: boolean }) {
  const setMe = useSetMe();
  const [, go] = useLocation();
  const [ticket, setTicket] = useState<string | null>(null);
  const enter = async (): Promise<void> => {
    setMe(await api.me());
    go(afterEntrance());
  };
  return (
    <Entrance
      title={ticket === null ? messages.logIn.title : messages.factors.codeTitle}
      lead={ticket === null ? messages.logIn.lead : messages.factors.codeLead}
      foot={
        <>
          {messages.logIn.noAccount} <Link href="/sign-up">{messages.logIn.signUp}</Link>
        </>
      }
    >
      {ticket === null ? (
        <LogInForm ended={ended} onEntered={enter} onTicket={setTicket} />
      ) : (
        <CodeStep ticket={ticket} onEntered={enter} onBack={() => setTicket(null)} />
      )}
    </Entrance>
  );
}

interface LogInFormProps {
  readonly ended: boolean;
  readonly onEntered: () => Promise<void>;
  readonly onTicket: (ticket: string) => void;
}

function LogInForm({ ended, onEntered, onTicket }: LogInFormProps) {
  const logIn = useMutation({
    mutationFn: async (body: { email: string; password: string }) => {
      await api.logIn(body);
      await onEntered();
    },
    onError: (error) => {
      if (error instanceof CodeWantedError) onTicket(error.ticket);
    },
  });
  const byPasskey = useMutation({
    mutationFn: async () => {
      const { answerByPasskey } = await import('@asg/ui/passkeys');
      await api.factors.logInWithPasskey(await answerByPasskey(api.factors));
      await onEntered();
    },
  });
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const fields = new FormData(event.currentTarget);
    byPasskey.reset();
    logIn.mutate({ email: formText(fields, 'email').trim(), password: formText(fields, 'password') });
  };
  const enterByPasskey = (): void => {
    logIn.reset();
    byPasskey.mutate();
  };
  const wrong = logIn.isError
    ? isStatus(logIn.error, 401)
      ? messages.logIn.wrong
      : problemText(logIn.error)
    : byPasskey.isError
      ? factorProblem(byPasskey.error).other
      : null;
  return (
    <form className="ui-stack" onSubmit={submit}>
      {wrong !== null && (
        <Notice tone="danger" urgent>
          {wrong}
        </Notice>
      )}
      {ended && logIn.isIdle && byPasskey.isIdle && <Notice>{messages.logIn.ended}</Notice>}
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
      <Button
        size="large"
        wide
        icon={<KeyRound size={18} aria-hidden="true" />}
        busy={byPasskey.isPending}
        onClick={enterByPasskey}
      >
        {messages.factors.logInByPasskey}
      </Button>
    </form>
  );
}
