import { Button, type Column, Table, useToast } from '@asg/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { gateway } from '../api/clients.ts';
import { problemText } from '../parts/problem.ts';
import { When } from '../parts/when.tsx';
import { type Invitation, teamKey } from './parts.ts';

/** Those that nobody followed yet, each to be withdrawn. */
export function Invitations({ invitations }: { readonly invitations: readonly Invitation[] }) {
  const client = useQueryClient();
  const say = useToast();
  const withdraw = useMutation({
    mutationFn: ({ invitation_id }: Invitation) => gateway.members.withdrawInvitation(invitation_id),
    onSuccess: (_, { email }) => say({ text: `The invitation to ${email} is withdrawn.` }),
    onError: (error) => say({ text: problemText(error) }),
    onSettled: () => client.invalidateQueries({ queryKey: teamKey }),
  });
  if (invitations.length === 0) return <p className="ui-muted">Nobody is invited now.</p>;
  const columns: readonly Column<Invitation>[] = [
    { title: 'E-mail', cell: ({ email }) => <span className="wrap">{email}</span> },
    { title: 'Role', cell: ({ role }) => role },
    { title: 'Sent', cell: ({ created_at }) => <When at={created_at} /> },
    { title: 'Ends', cell: ({ expires_at }) => <When at={expires_at} /> },
    {
      title: 'Actions',
      align: 'end',
      cell: (one) => (
        <Button
          aria-label={`Withdraw the invitation to ${one.email}`}
          busy={withdraw.isPending && withdraw.variables.invitation_id === one.invitation_id}
          onClick={() => withdraw.mutate(one)}
        >
          Withdraw
        </Button>
      ),
    },
  ];
  return (
    <Table
      caption="Invitations"
      columns={columns}
      rows={invitations}
      rowKey={({ invitation_id }) => invitation_id}
    />
  );
}
