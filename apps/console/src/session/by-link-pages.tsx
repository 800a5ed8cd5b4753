import { aboutField, consoleSession, person, problemText, sessionKey, useSetSession } from '@asg/console-kit';
import { Button, buttonLook, Notice } from '@asg/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { Link, useLocation } from 'wouter';
import { Entrance } from './entrance.tsx';
import { PasswordField } from './password-field.tsx';

/** What stands behind the # of a link that came by mail; empty where nothing does. */
export const linkSecret = (): string => location.hash.slice(1);

interface NewPasswordProps {
  readonly action: string;
  readonly busy: boolean;
  readonly error: unknown;
  readonly onChoose: (password: string) => void;
}

export function NewPassword({ action, busy, error, onChoose }: NewPasswordProps) {
  const [password, setPassword] = useState('');
  const about = aboutField(error, 'password');
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    onChoose(password);
  };
  return (
    <form className="ui-stack" onSubmit={submit} noValidate>
      {error !== null && about === null && (
        <Notice tone="danger" urgent>
          {problemText(error)}
        </Notice>
      )}
      <PasswordField isNew value={password} onWrite={setPassword} error={about} />
      <Button type="submit" variant="primary" size="large" wide busy={busy}>
        {action}
      </Button>
    </form>
  );
}

/** The end of a sign-up: a password, by the link that came by mail. */
export function JoinPage() {
  const [token] = useState(linkSecret);
  const [, navigate] = useLocation();
  const setSession = useSetSession();
  const join = useMutation({
    mutationFn: async (password: string) => {
      await person.join({ token, password });
      return consoleSession.get();
    },
    onSuccess: (session) => {
      setSession(session);
      navigate('/', { replace: true });
    },
  });
  return (
    <Entrance
      title="Choose a password"
      lead="The last step: then you are signed in."
      foot={
        <>
          The link does not work? <Link href="/sign-in">Sign in</Link> or <Link href="/sign-up">sign up</Link>
        </>
      }
    >
      <NewPassword
        action="Finish the sign-up"
        busy={join.isPending}
        error={join.error}
        onChoose={(password) => join.mutate(password)}
      />
    </Entrance>
  );
}

/** A new password, by the link that came by mail. */
export function ResetPage() {
  const [token] = useState(linkSecret);
  const client = useQueryClient();
  const reset = useMutation({
    mutationFn: (password: string) => person.resetPassword({ token, password }),
    // It has ended every session, perhaps also the one of this browser.
    onSuccess: () => client.invalidateQueries({ queryKey: sessionKey }),
  });
  return (
    <Entrance
      title="Set a new password"
      lead="It ends every session, also on other devices."
      foot={<Link href="/forgot">Ask for another link</Link>}
    >
      {reset.isSuccess ? (
        <div className="ui-stack">
          <Notice tone="accent">Your new password is set.</Notice>
          <Link href="/sign-in" {...buttonLook({ variant: 'primary', size: 'large', wide: true })}>
            Sign in
          </Link>
        </div>
      ) : (
        <NewPassword
          action="Set the password"
          busy={reset.isPending}
          error={reset.error}
          onChoose={(password) => reset.mutate(password)}
        />
      )}
    </Entrance>
  );
}

/** A new e-mail is theirs, by the link that came there. By a button: programs that look at links in mails press none. */
export function ConfirmPage() {
  const [token] = useState(linkSecret);
  const client = useQueryClient();
  const confirm = useMutation({
    mutationFn: () => person.confirmEmail(token),
    onSuccess: () => client.invalidateQueries({ queryKey: sessionKey }),
  });
  return (
    <Entrance
      title="Confirm your e-mail"
      lead="You sign in with it from then on."
      foot={<Link href="/">To the Console</Link>}
    >
      {confirm.isError && (
        <Notice tone="danger" urgent>
          {problemText(confirm.error)}
        </Notice>
      )}
      {confirm.isSuccess ? (
        <Notice tone="accent">{`${confirm.data.email} is your e-mail now.`}</Notice>
      ) : (
        <Button variant="primary" size="large" wide busy={confirm.isPending} onClick={() => confirm.mutate()}>
          This address is mine
        </Button>
      )}
    </Entrance>
  );
}
