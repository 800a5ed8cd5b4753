import type { MemberRole } from '@asg/domain/names';
import type { Giver } from '@asg/domain/roles';
import { Button, Dialog, Notice, TextField } from '@asg/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { gateway } from '../api/clients.ts';
import { Form } from '../parts/form.tsx';
import { aboutField } from '../parts/problem.ts';
import { When } from '../parts/when.tsx';
import { teamKey } from './parts.ts';
import { RoleField, rolesOf } from './role-field.tsx';

interface InviteProps {
  readonly open: boolean;
  readonly giver: Giver;
  readonly onClose: () => void;
}

/** Sends somebody a link by mail. */
export function Invite({ open, giver, onClose }: InviteProps) {
  return (
    <Dialog open={open} onClose={onClose} title="Invite a member" closeLabel="Close">
      <InviteForm giver={giver} onClose={onClose} />
    </Dialog>
  );
}

function InviteForm({ giver, onClose }: Omit<InviteProps, 'open'>) {
  // Whoever is invited in a hurry gets little.
  const [role, setRole] = useState<MemberRole | null>(
    rolesOf(giver).findLast((one) => one === 'analyst') ?? rolesOf(giver).at(-1) ?? null,
  );
  const [email, setEmail] = useState('');
  const client = useQueryClient();
  const invite = useMutation({
    mutationFn: (as: MemberRole) => gateway.members.invite({ email: email.trim(), role: as }),
    onSuccess: () => client.invalidateQueries({ queryKey: teamKey }),
  });
  if (role === null)
    return <Notice>Your key may hand out no role: each may do something that it may not.</Notice>;
  if (invite.data !== undefined)
    return (
      <div className="ui-stack">
        <Notice tone="accent">
          <p className="wrap">
            A mail is on its way to {invite.data.email}. Its link lets one person in as {invite.data.role},
            until <When at={invite.data.expires_at} />.
          </p>
        </Notice>
        <div className="actions">
          <Button variant="primary" onClick={onClose}>
            Done
          </Button>
          <Button
            onClick={() => {
              setEmail('');
              invite.reset();
            }}
          >
            Invite another one
          </Button>
        </div>
      </div>
    );
  const emailError = aboutField(invite.error, 'email');
  const roleError = aboutField(invite.error, 'role');
  return (
    <Form
      action="Send the invitation"
      isMain
      busy={invite.isPending}
      disabled={email.trim() === ''}
      error={emailError === null && roleError === null ? invite.error : null}
      onSend={() => invite.mutate(role)}
    >
      <TextField
        label="E-mail"
        type="email"
        inputMode="email"
        autoComplete="off"
        required
        value={email}
        onChange={(event) => setEmail(event.currentTarget.value)}
        hint="Whoever reads what is sent there can join."
        error={emailError}
      />
      <RoleField giver={giver} value={role} onChoose={setRole} error={roleError} />
    </Form>
  );
}
