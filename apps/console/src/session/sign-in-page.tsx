import { isStatus } from '@asg/sdk';
import { Button, Notice, Tabs, TextField } from '@asg/ui';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { Link, useLocation } from 'wouter';
import { consoleSession } from '../api/clients.ts';
import { problemText } from '../parts/problem.ts';
import { otherRole } from '../shell/places.ts';
import { Entrance } from './entrance.tsx';
import { useSetSession } from './session.ts';

type Kind = 'customer' | 'operator';
const tabs = [
  { key: 'customer', title: 'Customer' },
  { key: 'operator', title: 'Operator' },
] as const;

interface SignInPageProps {
  /** There was a session a moment ago. */
  readonly ended: boolean;
  /** Who is asked for first. */
  readonly wanted?: Kind;
}

/** Sign-in with an API key, or the operator's token. */
export function SignInPage({ ended, wanted = 'customer' }: SignInPageProps) {
  const [kind, setKind] = useState<Kind>(wanted);
  const [secret, setSecret] = useState('');
  const [here, navigate] = useLocation();
  const setSession = useSetSession();
  const signIn = useMutation({
    mutationFn: () =>
      consoleSession.open(kind === 'customer' ? { api_key: secret.trim() } : { admin_token: secret.trim() }),
    onSuccess: (session) => {
      setSession(session);
      if (here === otherRole) navigate(kind === 'customer' ? '/' : '/operator', { replace: true });
    },
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (secret.trim() !== '') signIn.mutate();
  };
  const isWrong = isStatus(signIn.error, 401);
  const wrong =
    kind === 'customer' ? 'This key opens nothing. Copy it again, in full.' : 'This is not the token.';
  return (
    <Entrance
      title="Sign in"
      lead="See your tasks, their quality, and what they cost."
      foot={
        <>
          No account yet? <Link href="/register">Create one and get a key</Link>
        </>
      }
    >
      {ended && !signIn.isError && (
        <Notice tone="warning">Your session has ended: sign in again to go on.</Notice>
      )}
      <Tabs
        label="Who you are"
        tabs={tabs}
        chosen={kind}
        onChoose={(next) => {
          setKind(next);
          setSecret('');
          signIn.reset();
        }}
      >
        <form className="ui-stack" onSubmit={submit} noValidate>
          <TextField
            label={kind === 'customer' ? 'API key' : 'Admin token'}
            type="password"
            name="secret"
            autoComplete="off"
            spellCheck={false}
            required
            placeholder={kind === 'customer' ? 'sk_…' : ''}
            value={secret}
            onChange={(event) => setSecret(event.currentTarget.value)}
            hint={
              kind === 'customer'
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
      </Tabs>
    </Entrance>
  );
}
