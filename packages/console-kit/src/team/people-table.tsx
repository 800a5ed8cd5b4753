import { Badge, Button, type Column, Table } from '@asg/ui';
import { type ReactNode, useState } from 'react';
import { When } from '../parts/when.tsx';
import { ChangeRole } from './change-role.tsx';
import type { Crew, CrewMember } from './crew.ts';
import { Remove } from './remove.tsx';

interface PeopleTableProps<Role extends string> {
  readonly title: string;
  readonly crew: Crew<Role>;
  readonly people: readonly CrewMember<Role>[];
  /** Stands where somebody would remove themselves. */
  readonly ownWayOut?: ReactNode;
  /** What it means that somebody is removed. */
  readonly removal: (person: CrewMember<Role>) => ReactNode;
}

/** Who is in it and as what, each with what may be done about them. The last owner stays one. */
export function PeopleTable<Role extends string>({
  title,
  crew,
  people,
  ownWayOut,
  removal,
}: PeopleTableProps<Role>) {
  const [changing, setChanging] = useState<CrewMember<Role> | null>(null);
  const [removing, setRemoving] = useState<CrewMember<Role> | null>(null);
  const owners = people.filter(({ role }) => role === 'owner').length;
  const isLast = ({ role }: CrewMember<Role>): boolean => role === 'owner' && owners === 1;
  const actionsOf = (person: CrewMember<Role>): ReactNode => {
    const mayChange = crew.roles.includes(person.role);
    const isOwnWay = person.current && ownWayOut !== undefined;
    if (isLast(person) || (!mayChange && !isOwnWay)) return <span className="ui-muted">–</span>;
    return (
      <span className="actions">
        {mayChange && (
          <Button aria-label={`Change the role of ${person.email}`} onClick={() => setChanging(person)}>
            Change
          </Button>
        )}
        {isOwnWay ? (
          ownWayOut
        ) : (
          <Button aria-label={`Remove ${person.email}`} onClick={() => setRemoving(person)}>
            Remove
          </Button>
        )}
      </span>
    );
  };
  const columns: readonly Column<CrewMember<Role>>[] = [
    {
      title: title.slice(0, -1),
      cell: ({ email, current }) => (
        <span className="stacked">
          <span className="wrap">{email}</span>
          {current && <Badge tone="accent">You</Badge>}
        </span>
      ),
    },
    {
      title: 'Role',
      cell: (person) => (
        <span className="stacked">
          <span>{person.role}</span>
          <small>{crew.texts[person.role]}</small>
          {isLast(person) && <small>The last owner: stays one until somebody else is.</small>}
        </span>
      ),
    },
    { title: 'Since', cell: ({ since }) => <When at={since} /> },
    { title: 'Actions', align: 'end', cell: actionsOf },
  ];
  return (
    <>
      <Table caption={title} columns={columns} rows={people} rowKey={({ person_id }) => person_id} />
      <ChangeRole key={changing?.person_id} crew={crew} person={changing} onClose={() => setChanging(null)} />
      <Remove crew={crew} person={removing} onClose={() => setRemoving(null)}>
        {removing !== null && removal(removing)}
      </Remove>
    </>
  );
}
