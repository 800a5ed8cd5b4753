import { Asked, admin, operatorRoleTexts, Page } from '@asg/console-kit';
import { type Crew, Invitations, Invite, PeopleTable } from '@asg/console-kit/team';
import { type OperatorRole, operatorRoles } from '@asg/domain/names';
import { Button, EmptyState } from '@asg/ui';
import { useQuery } from '@tanstack/react-query';
import { UserCog, UserPlus } from 'lucide-react';
import { useState } from 'react';

const crew: Crew<OperatorRole> = {
  queryKey: ['operators'],
  one: { noun: 'operator', withArticle: 'an operator' },
  roles: operatorRoles,
  texts: operatorRoleTexts,
  leastRole: 'moderator',
  invite: (invitation) => admin.operators.invite(invitation),
  withdraw: (invitationId) => admin.operators.withdrawInvitation(invitationId),
  changeRole: (personId, role) => admin.operators.changeRole(personId, role),
  remove: (personId) => admin.operators.remove(personId),
};

/** Who runs the service and as what, who is invited, and the ways in and out. */
export default function OperatorsPage() {
  const [inviting, setInviting] = useState(false);
  const query = useQuery({
    queryKey: crew.queryKey,
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
            {members.length === 0 ? (
              <EmptyState icon={<UserCog size={28} />} title="Nobody yet">
                <p>Invite an owner: they sign in by name, and invite the others.</p>
              </EmptyState>
            ) : (
              <PeopleTable
                title="Operators"
                crew={crew}
                people={members}
                removal={({ email, role }) => (
                  <p className="wrap">
                    <strong>{email}</strong>, {role}, runs the service no more, at once. Their account and
                    their organisations stay.
                  </p>
                )}
              />
            )}
            <Invitations crew={crew} invitations={invitations} />
          </>
        )}
      </Asked>
      <Invite crew={crew} open={inviting} onClose={() => setInviting(false)} />
    </Page>
  );
}
