import { Confirm, count, gateway, Page, Paged, percent, When } from '@asg/console-kit';
import type { PoolMember } from '@asg/sdk';
import { Button, Card, type Column, EmptyState, Table } from '@asg/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { UserPlus, UsersRound } from 'lucide-react';
import { useState } from 'react';
import { Invitations } from './invitations.tsx';
import { Invite } from './invite.tsx';
import { membersKey } from './keys.ts';

/** What somebody is called here; who said no name yet has an id alone. */
const nameOf = ({ display_name, worker_id }: PoolMember): string => display_name ?? worker_id;

/** Those whom the organisation brings to label for it alone: who they are, how they work, and the way in and out. */
export default function PeoplePage() {
  const [inviting, setInviting] = useState(false);
  const [removing, setRemoving] = useState<PoolMember | null>(null);
  const invite = (
    <Button
      variant="primary"
      icon={<UserPlus size={18} aria-hidden="true" />}
      onClick={() => setInviting(true)}
    >
      Invite people
    </Button>
  );
  return (
    <Page
      title="Your people"
      lead="Those whom you bring to label for you. Choose them under “Who labels” where you submit."
      aside={invite}
    >
      <Paged
        queryKey={membersKey}
        load={(cursor, signal) => gateway.pool.membersPage(cursor === null ? {} : { cursor }, { signal })}
        empty={
          <EmptyState icon={<UsersRound size={28} />} title="Nobody yet">
            <p>Invite people by e-mail, or with a link that you hand on. They need no pay and no wallet.</p>
          </EmptyState>
        }
        list={(rows) => (
          <Table
            caption="Your people"
            columns={columnsOf(setRemoving)}
            rows={rows}
            rowKey={({ worker_id }) => worker_id}
          />
        )}
      />
      <Card title="Invitations" hint="A link lets people in until it is used up, over or revoked.">
        <Invitations />
      </Card>
      <Invite open={inviting} onClose={() => setInviting(false)} />
      <Remove member={removing} onClose={() => setRemoving(null)} />
    </Page>
  );
}

function columnsOf(onRemove: (member: PoolMember) => void): readonly Column<PoolMember>[] {
  return [
    {
      title: 'Person',
      cell: (member) => (
        <span className="stacked">
          <span className="wrap">{member.display_name ?? 'No name yet'}</span>
          <small className="ui-mono wrap">{member.worker_id}</small>
        </span>
      ),
    },
    { title: 'Joined', cell: ({ joined_at }) => <When at={joined_at} /> },
    { title: 'Labels', align: 'end', cell: ({ labels }) => count(labels) },
    {
      title: 'Agreement',
      align: 'end',
      cell: ({ agreement, agreed, disagreed }) =>
        agreement === null ? (
          '–'
        ) : (
          <span className="stacked">
            <span>{percent(agreement)}</span>
            <small>
              {count(agreed)} of {count(agreed + disagreed)}
            </small>
          </span>
        ),
    },
    {
      title: 'Gold',
      align: 'end',
      cell: ({ gold_right, gold_missed }) =>
        gold_right + gold_missed === 0 ? '–' : `${count(gold_right)} of ${count(gold_right + gold_missed)}`,
    },
    {
      title: 'Actions',
      align: 'end',
      cell: (member) => (
        <Button aria-label={`Remove ${nameOf(member)}`} onClick={() => onRemove(member)}>
          Remove
        </Button>
      ),
    },
  ];
}

interface RemoveProps {
  readonly member: PoolMember | null;
  readonly onClose: () => void;
}

function Remove({ member, onClose }: RemoveProps) {
  const client = useQueryClient();
  const remove = useMutation({
    mutationFn: (workerId: string) => gateway.pool.remove(workerId),
    onSuccess: onClose,
    onSettled: () => client.invalidateQueries({ queryKey: membersKey }),
  });
  return (
    <Confirm
      open={member !== null}
      title="Remove a person"
      action="Remove"
      busy={remove.isPending}
      error={remove.error}
      onConfirm={() => member !== null && remove.mutate(member.worker_id)}
      onClose={onClose}
    >
      <p className="wrap">
        <strong>{member === null ? '' : nameOf(member)}</strong> gets none of your tasks any more, and loses
        those that they hold. Their labels stay. Links from before do not let them in again.
      </p>
    </Confirm>
  );
}
