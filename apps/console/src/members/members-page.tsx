import { type Giver, mayHandOut } from '@asg/domain/roles';
import type { Team } from '@asg/sdk';
import { Badge, Button, Card, type Column, Table } from '@asg/ui';
import { useQuery } from '@tanstack/react-query';
import { UserPlus } from 'lucide-react';
import { useState } from 'react';
import { gateway } from '../api/clients.ts';
import { Asked } from '../parts/asked.tsx';
import { memberRoleTexts } from '../parts/roles.ts';
import { When } from '../parts/when.tsx';
import { currentOf, useCurrent, useGrant } from '../session/session.ts';
import { Page } from '../shell/page.tsx';
import { Leave } from '../you/leave.tsx';
import { ChangeRole } from './change-role.tsx';
import { Invitations } from './invitations.tsx';
import { Invite } from './invite.tsx';
import { type Member, teamKey } from './parts.ts';
import { Remove } from './remove.tsx';

/** Who is in the organisation and as what, who is invited, and the ways in and out. */
export default function MembersPage() {
  const [inviting, setInviting] = useState(false);
  const grant = useGrant();
  const isOwner = currentOf(useCurrent())?.role === 'owner';
  const giver = isOwner ? 'owner' : grant;
  const query = useQuery({
    queryKey: teamKey,
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
        {(team) => <TeamView team={team} giver={giver} />}
      </Asked>
      <Invite open={inviting} giver={giver} onClose={() => setInviting(false)} />
    </Page>
  );
}

interface TeamProps {
  readonly team: Team;
  readonly giver: Giver;
}

function TeamView({ team: { members, invitations }, giver }: TeamProps) {
  const [changing, setChanging] = useState<Member | null>(null);
  const [removing, setRemoving] = useState<Member | null>(null);
  const [leaving, setLeaving] = useState(false);
  const owners = members.filter(({ role }) => role === 'owner').length;
  const isLast = ({ role }: Member): boolean => role === 'owner' && owners === 1;
  const columns: readonly Column<Member>[] = [
    {
      title: 'Member',
      cell: (member) => (
        <span className="stacked">
          <span className="wrap">{member.email}</span>
          {member.current && <Badge tone="accent">You</Badge>}
        </span>
      ),
    },
    {
      title: 'Role',
      cell: (member) => (
        <span className="stacked">
          <span>{member.role}</span>
          <small>{memberRoleTexts[member.role]}</small>
          {isLast(member) && <small>The last owner: stays one until somebody else is.</small>}
        </span>
      ),
    },
    { title: 'Since', cell: ({ since }) => <When at={since} /> },
    {
      title: 'Actions',
      align: 'end',
      cell: (member) =>
        isLast(member) || (!mayHandOut(giver, member.role) && !member.current) ? (
          <span className="ui-muted">–</span>
        ) : (
          <span className="actions">
            {mayHandOut(giver, member.role) && (
              <Button aria-label={`Change the role of ${member.email}`} onClick={() => setChanging(member)}>
                Change
              </Button>
            )}
            {member.current ? (
              <Button onClick={() => setLeaving(true)}>Leave</Button>
            ) : (
              <Button aria-label={`Remove ${member.email}`} onClick={() => setRemoving(member)}>
                Remove
              </Button>
            )}
          </span>
        ),
    },
  ];
  return (
    <>
      <Table caption="Members" columns={columns} rows={members} rowKey={({ person_id }) => person_id} />
      <Card
        title="Invitations"
        hint="A link in a mail, which lets one person in. A new one to the same e-mail takes the place of the old."
      >
        <Invitations invitations={invitations} />
      </Card>
      <ChangeRole
        key={changing?.person_id}
        member={changing}
        giver={giver}
        onClose={() => setChanging(null)}
      />
      <Remove member={removing} onClose={() => setRemoving(null)} />
      <Leave open={leaving} onClose={() => setLeaving(false)} />
    </>
  );
}
