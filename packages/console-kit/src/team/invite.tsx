import { Button, Dialog, Notice, TextField } from '@asg/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Form } from '../parts/form.tsx';
import { aboutField } from '../parts/problem.ts';
import { When } from '../parts/when.tsx';
import type { Crew } from './crew.ts';
import { RoleField } from './role-field.tsx';

interface InviteProps<Role extends string> {
  readonly crew: Crew<Role>;
  readonly open: boolean;
  readonly onClose: () => void;
}

/** Sends somebody a link by mail. */
export function Invite<Role extends string>({ crew, open, onClose }: InviteProps<Role>) {
  return (
    <Dialog open={open} onClose={onClose} title={`Invite ${crew.one.withArticle}`} closeLabel="Close">
      <InviteForm crew={crew} onClose={onClose} />
    </Dialog>
  );
}

function InviteForm<Role extends string>({ crew, onClose }: Omit<InviteProps<Role>, 'open'>) {
  const { roles, leastRole } = crew;
  const [role, setRole] = useState(roles.includes(leastRole) ? leastRole : (roles.at(-1) ?? null));
  const [email, setEmail] = useState('');
  const client = useQueryClient();
  const invite = useMutation({
    mutationFn: (as: Role) => crew.invite({ email: email.trim(), role: as }),
    onSuccess: () => client.invalidateQueries({ queryKey: crew.queryKey }),
  });
  if (role === null)
    return <Notice>Your key may hand out no role: each may do something that it may not.</Notice>;
  if (invite.data !== undefined)
    return (
      <div className="ui-stack">
        <Notice tone="accent" urgent>
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
      <RoleField crew={crew} value={role} onChoose={setRole} error={roleError} />
    </Form>
  );
}
