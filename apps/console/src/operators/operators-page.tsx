import { Badge, Button, Card, type Column, EmptyState, Table, useToast } from '@asg/ui';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { UserCog, UserPlus } from 'lucide-react';
import { useState } from 'react';
import { admin } from '../api/clients.ts';
import { Asked } from '../parts/asked.tsx';
import { problemText } from '../parts/problem.ts';
import { operatorRoleTexts } from '../parts/roles.ts';
import { When } from '../parts/when.tsx';
import { Page } from '../shell/page.tsx';
import { ChangeOperator, InviteOperator, RemoveOperator } from './changes.tsx';
import { type Operator, type OperatorInvitation, operatorsKey } from './parts.ts';

/** Who runs the service and as what, who is invited, and the ways in and out. */
export default function OperatorsPage() {
  const [inviting, setInviting] = useState(false);
  const query = useQuery({
    queryKey: operatorsKey,
    queryFn: ({ signal }) => admin.operators.list({ signal }),
  });
  return (
    <Page
      title="Operators"
      lead="Who runs the service, each with an account of their own. The machine token is for programs, and to invite the first owner."
      aside={
        <Button
          variant="primary"
          icon={<UserPlus size={18} aria-hidden="true" />}
          onClick={() => setInviting(true)}
        >
          Invite an operator
        </Button>
      }
    >
      <Asked query={query} height="16rem">
        {({ members, invitations }) => (
          <>
            <Operators operators={members} />
            <Card
              title="Invitations"
              hint="A link in a mail, which lets one person in. A new one to the same e-mail takes the place of the old."
            >
              <Invitations invitations={invitations} />
            </Card>
          </>
        )}
      </Asked>
      <InviteOperator open={inviting} onClose={() => setInviting(false)} />
    </Page>
  );
}

function Operators({ operators }: { readonly operators: readonly Operator[] }) {
  const [changing, setChanging] = useState<Operator | null>(null);
  const [removing, setRemoving] = useState<Operator | null>(null);
  const owners = operators.filter(({ role }) => role === 'owner').length;
  const isLast = ({ role }: Operator): boolean => role === 'owner' && owners === 1;
  if (operators.length === 0)
    return (
      <EmptyState icon={<UserCog size={28} />} title="Nobody yet">
        <p>Invite an owner: they sign in by name, and invite the others.</p>
      </EmptyState>
    );
  const columns: readonly Column<Operator>[] = [
    {
      title: 'Operator',
      cell: ({ email, current }) => (
        <span className="stacked">
          <span className="wrap">{email}</span>
          {current && <Badge tone="accent">You</Badge>}
        </span>
      ),
    },
    {
      title: 'Role',
      cell: (operator) => (
        <span className="stacked">
          <span>{operator.role}</span>
          <small>{operatorRoleTexts[operator.role]}</small>
          {isLast(operator) && <small>The last owner: stays one until somebody else is.</small>}
        </span>
      ),
    },
    { title: 'Since', cell: ({ since }) => <When at={since} /> },
    {
      title: 'Actions',
      align: 'end',
      cell: (operator) =>
        isLast(operator) ? (
          <span className="ui-muted">–</span>
        ) : (
          <span className="actions">
            <Button aria-label={`Change the role of ${operator.email}`} onClick={() => setChanging(operator)}>
              Change
            </Button>
            <Button aria-label={`Remove ${operator.email}`} onClick={() => setRemoving(operator)}>
              Remove
            </Button>
          </span>
        ),
    },
  ];
  return (
    <>
      <Table caption="Operators" columns={columns} rows={operators} rowKey={({ person_id }) => person_id} />
      <ChangeOperator key={changing?.person_id} operator={changing} onClose={() => setChanging(null)} />
      <RemoveOperator operator={removing} onClose={() => setRemoving(null)} />
    </>
  );
}

function Invitations({ invitations }: { readonly invitations: readonly OperatorInvitation[] }) {
  const client = useQueryClient();
  const say = useToast();
  const withdraw = useMutation({
    mutationFn: ({ invitation_id }: OperatorInvitation) => admin.operators.withdrawInvitation(invitation_id),
    onSuccess: (_, { email }) => say({ text: `The invitation to ${email} is withdrawn.` }),
    onError: (error) => say({ text: problemText(error) }),
    onSettled: () => client.invalidateQueries({ queryKey: operatorsKey }),
  });
  if (invitations.length === 0) return <p className="ui-muted">Nobody is invited now.</p>;
  const columns: readonly Column<OperatorInvitation>[] = [
    { title: 'E-mail', cell: ({ email }) => <span className="wrap">{email}</span> },
    { title: 'Role', cell: ({ role }) => role },
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
