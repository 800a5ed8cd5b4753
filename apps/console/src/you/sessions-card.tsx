import { Asked, person, problemText, When } from '@asg/console-kit';
import type { Sessions } from '@asg/sdk';
import { Badge, Button, type Column, Table, useToast } from '@asg/ui';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';

export const sessionsKey = ['person-sessions'] as const;
type Session = Sessions['data'][number];

const nameOf = ({ device }: Session): string => device ?? 'Unknown device';

/** Where the person is signed in, each to be ended. */
export function SessionsCard() {
  const say = useToast();
  const client = useQueryClient();
  const query = useQuery({
    queryKey: sessionsKey,
    queryFn: ({ signal }) => person.sessions({ signal }),
    refetchOnMount: 'always',
  });
  const end = useMutation({
    mutationFn: (sessionId: string | null) =>
      sessionId === null ? person.endOtherSessions() : person.endSession(sessionId),
    onError: (error) => say({ text: problemText(error) }),
    onSettled: () => client.invalidateQueries({ queryKey: sessionsKey }),
  });
  const columns: readonly Column<Session>[] = [
    {
      title: 'Device',
      cell: (session) => (
        <span className="stacked">
          <span className="wrap">{nameOf(session)}</span>
          {session.network !== null && <small className="ui-mono">{session.network}</small>}
        </span>
      ),
    },
    { title: 'Since', cell: (session) => <When at={session.opened_at} /> },
    {
      title: 'Access',
      align: 'end',
      cell: (session) =>
        session.current ? (
          <Badge tone="accent">This session</Badge>
        ) : (
          <Button
            busy={end.isPending && end.variables === session.session_id}
            aria-label={`End the session of ${nameOf(session)}`}
            onClick={() => end.mutate(session.session_id)}
          >
            End
          </Button>
        ),
    },
  ];
  return (
    <div className="ui-stack">
      <Asked query={query}>
        {(sessions) => (
          <>
            <Table
              caption="Where you are signed in"
              columns={columns}
              rows={sessions}
              rowKey={(session) => session.session_id}
            />
            {sessions.length > 1 && (
              <div className="actions">
                <Button busy={end.isPending && end.variables === null} onClick={() => end.mutate(null)}>
                  End all others
                </Button>
              </div>
            )}
          </>
        )}
      </Asked>
    </div>
  );
}
