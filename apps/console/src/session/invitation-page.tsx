import {
  consoleSession,
  memberRoleTexts,
  operatorRoleTexts,
  person,
  problemText,
  useSession,
  useSetSession,
  useSignOut,
  When,
} from '@asg/console-kit';
import { memberRoleOf, operatorRoleOf } from '@asg/domain/roles';
import { isStatus, type SeenInvitation } from '@asg/sdk';
import { Button, Notice, Skeleton } from '@asg/ui';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link, useLocation } from 'wouter';
import { linkSecret, NewPassword } from './by-link-pages.tsx';
import { Entrance } from './entrance.tsx';
import { ForgotForm } from './forgot-page.tsx';
import { SignInAsPerson } from './sign-in-page.tsx';

/** An invitation, by the link that came by mail: joined with the account that is signed in, with another one, or with a new one. */
export function InvitationPage() {
  const [token] = useState(linkSecret);
  const seen = useQuery({
    queryKey: ['invitation', token],
    queryFn: ({ signal }) => person.lookAtInvitation(token, { signal }),
    retry: false,
    // Else it would be looked at once more when it has just been used.
    staleTime: Number.POSITIVE_INFINITY,
  });
  const { data } = seen;
  return (
    <Entrance
      title={data === undefined ? 'An invitation' : `Join ${data.organisation}`}
      lead={data === undefined ? 'To an organisation in the Console.' : <AsWhat invitation={data} />}
      foot={<Link href="/">To the Console</Link>}
    >
      {seen.isPending && <Skeleton height="3rem" />}
      {seen.isError && <Over error={seen.error} onRetry={() => void seen.refetch()} />}
      {data !== undefined && <Join token={token} invitation={data} />}
    </Entrance>
  );
}

function AsWhat({ invitation: { role, expires_at } }: { readonly invitation: SeenInvitation }) {
  const asMember = memberRoleOf(role);
  const asOperator = operatorRoleOf(role);
  // Of the two whose role is called owner, members are the many.
  const text = asMember !== null ? memberRoleTexts[asMember] : asOperator && operatorRoleTexts[asOperator];
  return (
    <>
      You are invited as {role}, until <When at={expires_at} />. {text}
    </>
  );
}

/** Why it lets nobody in: the server does not tell which of them, for whoever finds an old link. */
function Over({ error, onRetry }: { readonly error: Error; readonly onRetry: () => void }) {
  if (isStatus(error, 400))
    return (
      <Notice tone="warning" urgent>
        <p>
          This invitation does not work any more. It was used, was withdrawn or replaced by a newer one, or
          its 7 days are over.
        </p>
        <p>If you have not joined yet, ask whoever invited you for another one.</p>
      </Notice>
    );
  return (
    <div className="ui-stack">
      <Notice tone="danger" urgent>
        {problemText(error)}
      </Notice>
      <Button onClick={onRetry}>Try again</Button>
    </div>
  );
}

interface JoinProps {
  readonly token: string;
  readonly invitation: SeenInvitation;
}

function Join({ token, invitation }: JoinProps) {
  const { email, has_account: hasAccount } = invitation;
  const [signsIn, setSignsIn] = useState(hasAccount);
  const [forgot, setForgot] = useState(false);
  const [, navigate] = useLocation();
  const setSession = useSetSession();
  const signOut = useSignOut();
  const own = useSession().data?.person ?? null;
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
  if (own !== null)
    return (
      <div className="ui-stack">
        {join.isError && (
          <Notice tone="danger" urgent>
            {problemText(join.error)}
          </Notice>
        )}
        {own.email !== email && (
          <p className="wrap">
            The invitation went to {email}, and you are signed in as {own.email}. You join with that account.
          </p>
        )}
        <Button variant="primary" size="large" wide busy={join.isPending} onClick={() => join.mutate(null)}>
          <span className="wrap">Join as {own.email}</span>
        </Button>
        <Button wide onClick={() => void signOut()}>
          Use another account
        </Button>
      </div>
    );
  if (forgot)
    return (
      <div className="ui-stack">
        <p>A link to set a new password goes to your e-mail.</p>
        <ForgotForm next=" Then come back to this page, which keeps the invitation." />
        <Button wide onClick={() => setForgot(false)}>
          Back to the invitation
        </Button>
      </div>
    );
  if (signsIn)
    return (
      <div className="ui-stack">
        <p className="wrap">
          {hasAccount
            ? `There is an account with ${email}. Sign in, and you come back to the invitation.`
            : 'Sign in with the account that you have, and you come back to the invitation.'}
        </p>
        <SignInAsPerson onForgot={() => setForgot(true)} />
        {!hasAccount && <Button onClick={() => setSignsIn(false)}>Make a new account instead</Button>}
      </div>
    );
  return (
    <div className="ui-stack">
      <p className="wrap">Choose a password, and you have an account with {email}.</p>
      <NewPassword
        action="Join"
        busy={join.isPending}
        error={join.error}
        onChoose={(password) => join.mutate(password)}
      />
      <Button wide onClick={() => setSignsIn(true)}>
        I have another account
      </Button>
    </div>
  );
}
