import { Asked, Confirm, gateway, When } from '@asg/console-kit';
import type { Member } from '@asg/sdk';
import { Badge, Button, type Column, Table } from '@asg/ui';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';

const teamKey = ['members'] as const;

/** Who is in the organisation beside its new owner: somebody with one of the keys let them in. */
export function PeopleOfBefore() {
  const [removing, setRemoving] = useState<Member | null>(null);
  const query = useQuery({
    queryKey: teamKey,
    queryFn: ({ signal }) => gateway.members.list({ signal }),
  });
  const columns: readonly Column<Member>[] = [
    { title: 'Person', cell: ({ email }) => <span className="wrap">{email}</span> },
    { title: 'Role', cell: ({ role }) => <Badge>{role}</Badge> },
    { title: 'Since', cell: ({ since }) => <When at={since} /> },
    {
      title: 'Access',
      align: 'end',
      cell: (member) => (
        <Button variant="danger" aria-label={`Remove ${member.email}`} onClick={() => setRemoving(member)}>
          Remove
        </Button>
      ),
    },
  ];
  return (
    <>
      <Asked query={query}>
        {({ members }) => {
          const others = members.filter(({ current }) => !current);
          if (others.length === 0) return null;
          return (
            <>
              <p>
                These people are in your organisation, too: somebody with one of the keys let them in. Remove
                those whom you do not know.
              </p>
              <Table
                caption="People of before"
                columns={columns}
                rows={others}
                rowKey={({ person_id }) => person_id}
              />
            </>
          );
        }}
      </Asked>
      <RemovePerson member={removing} onClose={() => setRemoving(null)} />
    </>
  );
}

interface RemoveProps {
  readonly member: Member | null;
  readonly onClose: () => void;
}

function RemovePerson({ member, onClose }: RemoveProps) {
  const client = useQueryClient();
  const remove = useMutation({
    mutationFn: (personId: string) => gateway.members.remove(personId),
    onSuccess: onClose,
    onSettled: () => client.invalidateQueries({ queryKey: teamKey }),
  });
  return (
    <Confirm
      open={member !== null}
      title="Remove this person?"
      action="Remove the person"
      busy={remove.isPending}
      error={remove.error}
      onConfirm={() => member !== null && remove.mutate(member.person_id)}
      onClose={onClose}
    >
      <p className="wrap">
        <strong>{member?.email}</strong> is out at once. Keys that they know go on working: revoke those, too.
      </p>
    </Confirm>
  );
}
