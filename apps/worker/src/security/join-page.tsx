import { isStatus, type Worker } from '@asg/sdk';
import { Button, buttonLook, Notice, Skeleton } from '@asg/ui';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'wouter';
import { Entrance } from '../account/entrance.tsx';
import { poolsKey } from '../account/pool-list.tsx';
import { api } from '../api/clients.ts';
import { messages } from '../i18n/index.ts';
import { heldInvitation, holdInvitation } from '../shell/invitation.ts';
import { problemText } from '../shell/problem.ts';
import { linkSecret } from './link-secret.ts';

/** The link's own, or the one that somebody came with before they had an account. */
function invitationToken(): string {
  const fromLink = linkSecret();
  if (fromLink !== '') holdInvitation(fromLink);
  return fromLink === '' ? (heldInvitation() ?? '') : fromLink;
}

const joinProblem = (error: unknown): string => {
  if (isStatus(error, 400)) return messages.join.invalid;
  return isStatus(error, 409) ? messages.join.tooMany : problemText(error);
};

/** What an invitation to an organisation's own people leads to. By a button: programs that look at links in mails press none. */
export default function JoinPage({ me }: { readonly me: Worker | null }) {
  const [token] = useState(invitationToken);
  const client = useQueryClient();
  const invitation = useQuery({
    queryKey: ['invitation', token],
    queryFn: () => api.invitation(token),
    retry: (failures, error) => !isStatus(error, 400) && failures < 2,
  });
  const join = useMutation({
    mutationFn: () => api.joinPool(token),
    onSuccess: () => {
      holdInvitation(null);
      return client.invalidateQueries({ queryKey: poolsKey });
    },
  });
  const organisation = join.data?.organisation ?? invitation.data?.organisation ?? null;
  const title = organisation === null ? messages.join.title : messages.join.invited({ organisation });
  const error = join.error ?? (join.isSuccess ? null : invitation.error);
  return (
    <Entrance title={title} lead={messages.join.lead} guest>
      <div className="ui-stack">
        {error !== null && (
          <Notice tone="danger" urgent>
            {joinProblem(error)}
          </Notice>
        )}
        {invitation.isPending && <Skeleton height="6rem" />}
        {join.isSuccess ? (
          <>
            <Notice tone="accent">{messages.join.joined({ organisation: join.data.organisation })}</Notice>
            <Link href="/" {...buttonLook({ variant: 'primary', size: 'large', wide: true })}>
              {messages.notFound.toWork}
            </Link>
          </>
        ) : (
          invitation.isSuccess && (
            <>
              <ul className="join-terms">
                {messages.join.terms.map((term) => (
                  <li key={term}>{term}</li>
                ))}
              </ul>
              {me === null ? (
                <WayIn />
              ) : (
                <Joining me={me} busy={join.isPending} onJoin={() => join.mutate()} />
              )}
            </>
          )
        )}
      </div>
    </Entrance>
  );
}

function WayIn() {
  return (
    <>
      <Link href="/sign-up" {...buttonLook({ variant: 'primary', size: 'large', wide: true })}>
        {messages.join.signUp}
      </Link>
      <Link href="/log-in" {...buttonLook({ size: 'large', wide: true })}>
        {messages.join.logIn}
      </Link>
    </>
  );
}

interface JoiningProps {
  readonly me: Worker;
  readonly busy: boolean;
  readonly onJoin: () => void;
}

function Joining({ me, busy, onJoin }: JoiningProps) {
  return (
    <>
      <p className="ui-muted wrapped">{messages.join.as({ email: me.email })}</p>
      <Button variant="primary" size="large" wide busy={busy} onClick={onJoin}>
        {messages.join.submit}
      </Button>
    </>
  );
}
