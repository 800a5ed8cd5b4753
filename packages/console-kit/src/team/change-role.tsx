import { Dialog, Notice, useToast } from '@asg/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Form } from '../parts/form.tsx';
import { aboutField } from '../parts/problem.ts';
import { type Crew, type CrewMember, refresh } from './crew.ts';
import { RoleField } from './role-field.tsx';

interface ChangeRoleProps<Role extends string> {
  readonly crew: Crew<Role>;
  readonly person: CrewMember<Role> | null;
  readonly onClose: () => void;
}

/** Makes somebody something else. */
export function ChangeRole<Role extends string>({ crew, person, onClose }: ChangeRoleProps<Role>) {
  return (
    <Dialog open={person !== null} onClose={onClose} title="Change a role" closeLabel="Close">
      {person !== null && <ChangeForm crew={crew} person={person} onClose={onClose} />}
    </Dialog>
  );
}

function ChangeForm<Role extends string>({
  crew,
  person,
  onClose,
}: ChangeRoleProps<Role> & { readonly person: CrewMember<Role> }) {
  const [role, setRole] = useState(person.role);
  const client = useQueryClient();
  const say = useToast();
  const change = useMutation({
    mutationFn: () => crew.changeRole(person.person_id, role),
    onSuccess: () => {
      say({ text: `${person.email} is ${role} now.` });
      onClose();
    },
    onSettled: () => refresh(client, crew, person),
  });
  const roleError = aboutField(change.error, 'role');
  return (
    <Form
      action="Change the role"
      isMain
      busy={change.isPending}
      disabled={role === person.role}
      error={roleError === null ? change.error : null}
      onSend={() => change.mutate()}
    >
      <p className="wrap">
        <strong>{person.email}</strong> is {person.role}. A new role is in force at once, also on pages that
        they have open.
      </p>
      <RoleField crew={crew} value={role} onChoose={setRole} error={roleError} />
      {person.current && role !== person.role && (
        <Notice tone="warning">This is you. You cannot take it back yourself.</Notice>
      )}
    </Form>
  );
}
