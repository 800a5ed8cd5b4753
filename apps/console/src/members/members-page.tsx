import {
  Asked,
  currentOf,
  gateway,
  memberRoleTexts,
  Page,
  useCurrent,
  useCustomer,
  useGrant,
} from '@asg/console-kit';
import { type Crew, Invitations, Invite, PeopleTable } from '@asg/console-kit/team';
import { type MemberRole, memberRoles } from '@asg/domain/names';
import { type Giver, mayHandOut } from '@asg/domain/roles';
import { Button } from '@asg/ui';
import { useQuery } from '@tanstack/react-query';
import { UserPlus } from 'lucide-react';
import { useState } from 'react';
import { Leave } from '../you/leave.tsx';

const crewFor = (giver: Giver): Crew<MemberRole> => ({
  queryKey: ['team'],
  one: { noun: 'member', withArticle: 'a member' },
  roles: memberRoles.filter((role) => mayHandOut(giver, role)),
  texts: memberRoleTexts,
  leastRole: 'analyst',
  invite: (invitation) => gateway.members.invite(invitation),
  withdraw: (invitationId) => gateway.members.withdrawInvitation(invitationId),
  changeRole: (personId, role) => gateway.members.changeRole(personId, role),
  remove: (personId) => gateway.members.remove(personId),
});

/** Who is in the organisation and as what, who is invited, and the ways in and out. */
export default function MembersPage() {
  const [inviting, setInviting] = useState(false);
  const [leaving, setLeaving] = useState(false);
  const { name } = useCustomer();
  const grant = useGrant();
  const isOwner = currentOf(useCurrent())?.role === 'owner';
  const crew = crewFor(isOwner ? 'owner' : grant);
  const query = useQuery({
    queryKey: crew.queryKey,
    queryFn: ({ signal }) => gateway.members.list({ signal }),
  });
  return (
    <Page
      title="Members"
      lead="Who signs in to your organisation, and what they may do. Programs have keys instead."
      aside={
        <Button
          variant="primary"
          icon={<UserPlus size={18} aria-hidden="true" />}
          onClick={() => setInviting(true)}
        >
          Invite a member
        </Button>
      }
    >
      <Asked query={query} height="16rem">
        {({ members, invitations }) => (
          <>
            <PeopleTable
              title="Members"
              crew={crew}
              people={members}
              ownWayOut={<Button onClick={() => setLeaving(true)}>Leave</Button>}
              removal={({ email, role }) => (
                <>
                  <p className="wrap">
                    <strong>{email}</strong>, {role}, is out of {name} at once, and whom they invited cannot
                    join any more. Their account and other organisations stay.
                  </p>
                  <p>
                    Keys that they made belong to the organisation, and stay: replace those that they may
                    know.
                  </p>
                </>
              )}
            />
            <Invitations crew={crew} invitations={invitations} />
          </>
        )}
      </Asked>
      <Invite crew={crew} open={inviting} onClose={() => setInviting(false)} />
      <Leave open={leaving} onClose={() => setLeaving(false)} />
    </Page>
  );
}
