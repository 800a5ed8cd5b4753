import { gateway, Paged, problemText, When } from '@asg/console-kit';
import type { PoolInvitation } from '@asg/sdk';
import { Badge, Button, type Column, CopyButton, Table, useToast } from '@asg/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { invitationsKey } from './keys.ts';

const nameOf = ({ email, invitation_id }: PoolInvitation): string => email ?? `link ${invitation_id}`;

/** The organisation's invitations, each to be copied and revoked while it works. */
export function Invitations() {
  const client = useQueryClient();
  const say = useToast();
  const revoke = useMutation({
    mutationFn: (invitationId: string) => gateway.pool.revokeInvitation(invitationId),
    onError: (error) => say({ text: problemText(error) }),
    onSettled: () => client.invalidateQueries({ queryKey: invitationsKey }),
  });
  const columns: readonly Column<PoolInvitation>[] = [
    {
      title: 'Invitation',
      cell: ({ email }) => <span className="wrap">{email ?? 'A link to hand on'}</span>,
    },
    { title: 'Made', cell: ({ created_at }) => <When at={created_at} /> },
    { title: 'Ends', cell: ({ expires_at }) => <When at={expires_at} /> },
    {
      title: 'Joined',
      align: 'end',
      cell: ({ joined, uses_max }) => `${joined.length} of ${uses_max}`,
    },
    {
      title: 'Actions',
      align: 'end',
      cell: (invitation) =>
        invitation.link === null ? (
          <Badge tone="neutral">{endOf(invitation)}</Badge>
        ) : (
          <span className="row-actions">
            <CopyButton text={invitation.link} label={`Copy the link of ${nameOf(invitation)}`} />
            <Button
              aria-label={`Revoke ${nameOf(invitation)}`}
              busy={revoke.isPending && revoke.variables === invitation.invitation_id}
              onClick={() => revoke.mutate(invitation.invitation_id)}
            >
              Revoke
            </Button>
          </span>
        ),
    },
  ];
  return (
    <Paged
      queryKey={invitationsKey}
      load={(cursor, signal) => gateway.pool.invitationsPage(cursor === null ? {} : { cursor }, { signal })}
      empty={<p className="ui-muted">None yet.</p>}
      list={(rows) => (
        <Table
          caption="Invitations"
          columns={columns}
          rows={rows}
          rowKey={({ invitation_id }) => invitation_id}
        />
      )}
    />
  );
}

/** Why it lets nobody in any more. */
function endOf({ revoked_at, joined, uses_max }: PoolInvitation): string {
  if (revoked_at !== null) return 'Revoked';
  return joined.length >= uses_max ? 'Used up' : 'Over';
}
