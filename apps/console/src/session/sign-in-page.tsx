import { consoleSession, person, problemText, useSetSession } from '@asg/console-kit';
import { CodeWantedError, type ConsoleSession, isStatus } from '@asg/sdk';
import { Button, Notice, Tabs, TextField } from '@asg/ui';
import { useMutation } from '@tanstack/react-query';
import { KeyRound } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { Link, useLocation } from 'wouter';
import { otherRole } from '../shell/places.ts';
import { CodeStep } from './code-step.tsx';
import { Entrance } from './entrance.tsx';
import { factorProblem } from './factor-texts.ts';
import { PasswordField } from './password-field.tsx';

/** How somebody comes in. */
export type Way = 'person' | 'key' | 'operator';
const tabs = [
  { key: 'person', title: 'By e-mail' },
  { key: 'key', title: 'By key' },
  { key: 'operator', title: 'Operator' },
] as const;

interface SignInPageProps {
  /** There was a session a moment ago. */
  readonly ended: boolean;
  /** What is asked for first. */
  readonly wanted?: Way;
}

/** Sign-in with e-mail and password, with an API key instead, or with the operator's token. */
export function SignInPage({ ended, wanted = 'person' }: SignInPageProps) {
  const [way, setWay] = useState<Way>(wanted);
  return (
    <Entrance
      title="Sign in"
      lead="See your tasks, their quality, and what they cost."
      foot={
        <>
          No account yet? <Link href="/sign-up">Sign up</Link>, or{' '}
          <Link href="/register">make one with an API key alone</Link>
        </>
      }
    >
      {ended && <Notice tone="warning">Your session has ended: sign in again to go on.</Notice>}
      <Tabs label="How you sign in" tabs={tabs} chosen={way} onChoose={setWay}>
        {way === 'person' ? <SignInAsPerson /> : <BySecret key={way} way={way} />}
      </Tabs>
    </Entrance>
  );
}

/** Takes over the session, and leaves the page that asked for it. */
function useEnter(): (session: ConsoleSession, to: string) => void {
  const [here, navigate] = useLocation();
  const setSession = useSetSession();
  return (session, to) => {
    setSession(session);
    if (here === otherRole || here === '/sign-in') navigate(to, { replace: true });
  };
}

/** By e-mail and password, with a code where one is wanted, or by passkey. `onForgot`: stays on a page that knows more. */
export function SignInAsPerson({ onForgot }: { readonly onForgot?: () => void }) {
  const enter = useEnter();
  const [ticket, setTicket] = useState<string | null>(null);
  const entered = async (): Promise<void> => enter(await consoleSession.get(), '/');
  if (ticket !== null) return <CodeStep ticket={ticket} onEntered={entered} onBack={() => setTicket(null)} />;
  return (
    <div className="ui-stack">
      <ByPassword onEntered={entered} onTicket={setTicket} onForgot={onForgot} />
      <ByPasskey onEntered={entered} />
    </div>
  );
}

interface ByPasswordProps {
  readonly onEntered: () => Promise<void>;
  readonly onTicket: (ticket: string) => void;
  readonly onForgot: (() => void) | undefined;
}

function ByPassword({ onEntered, onTicket, onForgot }: ByPasswordProps) {
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const logIn = useMutation({
    mutationFn: async () => {
      await person.logIn({ email: email.trim(), password });
      await onEntered();
    },
    onError: (error) => {
      if (error instanceof CodeWantedError) onTicket(error.ticket);
    },
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (email.trim() !== '' && password !== '') logIn.mutate();
  };
  const isWrong = isStatus(logIn.error, 401) || isStatus(logIn.error, 400);
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
      />
      <PasswordField
        value={password}
        onWrite={setPassword}
        error={isWrong ? 'E-mail and password do not fit together.' : null}
      />
      {logIn.isError && !isWrong && (
        <Notice tone="danger" urgent>
          {problemText(logIn.error)}
        </Notice>
      )}
      <Button type="submit" variant="primary" size="large" wide busy={logIn.isPending}>
        Sign in
      </Button>
      {onForgot === undefined ? (
        <p>
          <Link href="/forgot">Forgot your password?</Link>
        </p>
      ) : (
        <Button variant="quiet" wide onClick={onForgot}>
          Forgot your password?
        </Button>
      )}
    </form>
  );
}

function ByPasskey({ onEntered }: Pick<ByPasswordProps, 'onEntered'>) {
  const signIn = useMutation({
    mutationFn: async () => {
      const { answerByPasskey } = await import('@asg/ui/passkeys');
      await person.factors.logInWithPasskey(await answerByPasskey(person.factors));
      await onEntered();
    },
  });
  return (
    <>
      {signIn.isError && (
        <Notice tone="danger" urgent>
          {factorProblem(signIn.error).other}
        </Notice>
      )}
      <Button
        size="large"
        wide
        icon={<KeyRound size={18} aria-hidden="true" />}
        busy={signIn.isPending}
        onClick={() => signIn.mutate()}
      >
        Sign in with a passkey
      </Button>
    </>
  );
}

function BySecret({ way }: { readonly way: 'key' | 'operator' }) {
  const enter = useEnter();
  const [secret, setSecret] = useState('');
  const isKey = way === 'key';
  const signIn = useMutation({
    mutationFn: () => consoleSession.open({ [isKey ? 'api_key' : 'admin_token']: secret.trim() }),
    onSuccess: (session) => enter(session, isKey ? '/' : '/operator'),
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (secret.trim() !== '') signIn.mutate();
  };
  const isWrong = isStatus(signIn.error, 401);
  const wrong = isKey ? 'This key opens nothing. Copy it again, in full.' : 'This is not the token.';
  return (
    <form className="ui-stack" onSubmit={submit} noValidate>
      <TextField
        label={isKey ? 'API key' : 'Admin token'}
        type="password"
        name="secret"
        autoComplete="off"
        spellCheck={false}
        required
        placeholder={isKey ? 'sk_…' : ''}
        value={secret}
        onChange={(event) => setSecret(event.currentTarget.value)}
        hint={
          isKey
            ? 'It becomes a cookie that no script can read, and is not kept in this browser.'
            : 'ASG_ADMIN_TOKEN of the server. The session lasts 12 hours.'
        }
        error={isWrong ? wrong : null}
      />
      {signIn.isError && !isWrong && (
        <Notice tone="danger" urgent>
          {problemText(signIn.error)}
        </Notice>
      )}
      <Button type="submit" variant="primary" size="large" wide busy={signIn.isPending}>
        Sign in
      </Button>
    </form>
  );
}
