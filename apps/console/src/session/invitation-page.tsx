import { Button, buttonLook, Notice, Skeleton } from '@asg/ui';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link, useLocation } from 'wouter';
import { consoleSession, person } from '../api/clients.ts';
import { problemText } from '../parts/problem.ts';
import { linkSecret, NewPassword } from './by-link-pages.tsx';
import { Entrance } from './entrance.tsx';
import { useSession, useSetSession } from './session.ts';

/** An invitation, by the link that came by mail: joined with the account that is signed in, or with a new one. */
export function InvitationPage() {
  const [token] = useState(linkSecret);
  const [, navigate] = useLocation();
  const setSession = useSetSession();
  const own = useSession().data?.person ?? null;
  const seen = useQuery({
    queryKey: ['invitation', token],
    queryFn: ({ signal }) => person.lookAtInvitation(token, { signal }),
    retry: false,
  });
  const join = useMutation({
    mutationFn: async (password: string | null) => {
      if (password === null) await person.acceptInvitation(token);
      else await person.join({ token, password });
      return consoleSession.get();
    },
    onSuccess: (session) => {
      setSession(session);
      navigate('/', { replace: true });
    },
  });
  const { data } = seen;
  return (
    <Entrance
      title={data === undefined ? 'An invitation' : `Join ${data.organisation}`}
      lead={data === undefined ? 'To an organisation in the Console.' : `You are invited as ${data.role}.`}
      foot={<Link href="/">To the Console</Link>}
    >
      {seen.isPending && <Skeleton height="3rem" />}
      {seen.isError && (
        <Notice tone="danger" urgent>
          {problemText(seen.error)}
        </Notice>
      )}
      {data !== undefined && own !== null && (
        <div className="ui-stack">
          {join.isError && (
            <Notice tone="danger" urgent>
              {problemText(join.error)}
            </Notice>
          )}
          <Button variant="primary" size="large" wide busy={join.isPending} onClick={() => join.mutate(null)}>
            Join as {own.email}
          </Button>
        </div>
      )}
      {data !== undefined && own === null && data.has_account && (
        <div className="ui-stack">
          <p className="wrap">
            There is an account with {data.email}. Sign in with it, then open the link in the mail once more.
          </p>
          <Link href="/sign-in" {...buttonLook({ variant: 'primary', size: 'large', wide: true })}>
            Sign in
          </Link>
        </div>
      )}
      {data !== undefined && own === null && !data.has_account && (
        <NewPassword
          action="Join"
          busy={join.isPending}
          error={join.error}
          onChoose={(password) => join.mutate(password)}
        />
      )}
    </Entrance>
  );
}
