import type { MemberRole } from '@asg/domain/names';
import type { Giver } from '@asg/domain/roles';
import { Dialog, Notice, useToast } from '@asg/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { gateway } from '../api/clients.ts';
import { Form } from '../parts/form.tsx';
import { aboutField } from '../parts/problem.ts';
import { sessionKey } from '../session/session.ts';
import { type Member, teamKey } from './parts.ts';
import { RoleField } from './role-field.tsx';

interface ChangeRoleProps {
  readonly member: Member | null;
  readonly giver: Giver;
  readonly onClose: () => void;
}

/** Makes a member something else. */
export function ChangeRole({ member, giver, onClose }: ChangeRoleProps) {
  return (
    <Dialog open={member !== null} onClose={onClose} title="Change a role" closeLabel="Close">
      {member !== null && <ChangeForm member={member} giver={giver} onClose={onClose} />}
    </Dialog>
  );
}

function ChangeForm({ member, giver, onClose }: ChangeRoleProps & { readonly member: Member }) {
  const [role, setRole] = useState<MemberRole>(member.role);
  const client = useQueryClient();
  const say = useToast();
  const change = useMutation({
    mutationFn: () => gateway.members.changeRole(member.person_id, role),
    onSuccess: async () => {
      if (member.current) await client.invalidateQueries({ queryKey: sessionKey });
      else say({ text: `${member.email} is ${role} now.` });
      onClose();
    },
    onSettled: () => client.invalidateQueries({ queryKey: teamKey }),
  });
  const roleError = aboutField(change.error, 'role');
  return (
    <Form
      action="Change the role"
      isMain
      busy={change.isPending}
      disabled={role === member.role}
      error={roleError === null ? change.error : null}
      onSend={() => change.mutate()}
    >
      <p className="wrap">
        <strong>{member.email}</strong> is {member.role}. A new role is in force at once, also on pages that
        they have open.
      </p>
      <RoleField giver={giver} value={role} onChoose={setRole} error={roleError} />
      {member.current && role !== member.role && (
        <Notice tone="warning">This is you. You cannot take it back yourself.</Notice>
      )}
    </Form>
  );
}
