import { Button, Card, type Column, Table, useToast } from '@asg/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { problemText } from '../parts/problem.ts';
import { When } from '../parts/when.tsx';
import type { Crew, CrewInvitation } from './crew.ts';

interface InvitationsProps<Role extends string> {
  readonly crew: Crew<Role>;
  readonly invitations: readonly CrewInvitation<Role>[];
}

/** Those that nobody followed yet, each to be withdrawn. */
export function Invitations<Role extends string>({ crew, invitations }: InvitationsProps<Role>) {
  const client = useQueryClient();
  const say = useToast();
  const withdraw = useMutation({
    mutationFn: ({ invitation_id }: CrewInvitation<Role>) => crew.withdraw(invitation_id),
    onSuccess: (_, { email }) => say({ text: `The invitation to ${email} is withdrawn.` }),
    onError: (error) => say({ text: problemText(error) }),
    onSettled: () => client.invalidateQueries({ queryKey: crew.queryKey }),
  });
  const columns: readonly Column<CrewInvitation<Role>>[] = [
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
    <Card
      title="Invitations"
      hint="A link in a mail, which lets one person in. A new one to the same e-mail takes the place of the old."
    >
      {invitations.length === 0 ? (
        <p className="ui-muted">Nobody is invited now.</p>
      ) : (
        <Table
          caption="Invitations"
          columns={columns}
          rows={invitations}
          rowKey={({ invitation_id }) => invitation_id}
        />
      )}
    </Card>
  );
}
