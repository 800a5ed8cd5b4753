import type { Sessions } from '@asg/sdk';
import { Button, Notice, Skeleton, useToast } from '@asg/ui';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api } from '../api/clients.ts';
import { messages, moment } from '../i18n/index.ts';
import { problemText } from '../shell/problem.ts';

export const sessionsKey = ['sessions'] as const;
type Session = Sessions['data'][number];

/** Where the worker is logged in, each to be ended. */
export function SessionList() {
  const say = useToast();
  const client = useQueryClient();
  const query = useQuery({ queryKey: sessionsKey, queryFn: () => api.sessions(), refetchOnMount: 'always' });
  const end = useMutation({
    mutationFn: (sessionId: string | null) =>
      sessionId === null ? api.endOtherSessions() : api.endSession(sessionId),
    onError: (error) => say({ text: problemText(error) }),
    onSettled: () => client.invalidateQueries({ queryKey: sessionsKey }),
  });
  const sessions = query.data ?? [];
  return (
    <section className="ui-card ui-stack">
      <h2>{messages.security.sessions}</h2>
      {query.isPending && <Skeleton height="8rem" />}
      {query.isError && (
        <Notice tone="danger" urgent>
          {problemText(query.error)}
        </Notice>
      )}
      <ul className="sessions">
        {sessions.map((session) => (
          <SessionRow
            key={session.session_id}
            session={session}
            busy={end.isPending && end.variables === session.session_id}
            onEnd={() => end.mutate(session.session_id)}
          />
        ))}
      </ul>
      {sessions.length > 1 && (
        <div>
          <Button busy={end.isPending && end.variables === null} onClick={() => end.mutate(null)}>
            {messages.security.endOthers}
          </Button>
        </div>
      )}
    </section>
  );
}

interface SessionRowProps {
  readonly session: Session;
  readonly busy: boolean;
  readonly onEnd: () => void;
}

function SessionRow({ session, busy, onEnd }: SessionRowProps) {
  const device = session.device ?? messages.security.unknownDevice;
  const since = messages.security.since({ time: moment(session.opened_at) });
  return (
    <li className="setting">
      <span>
        {device}
        <br />
        <span className="ui-muted">
          {[since, session.network].filter((part) => part !== null).join(' · ')}
        </span>
      </span>
      {session.current ? (
        <span className="ui-muted">{messages.security.thisOne}</span>
      ) : (
        <Button busy={busy} aria-label={messages.security.endOf({ device, since })} onClick={onEnd}>
          {messages.security.end}
        </Button>
      )}
    </li>
  );
}
