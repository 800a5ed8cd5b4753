import { type OperatorRole, operatorRoles } from '@asg/domain/names';
import { Button, Dialog, Notice, SelectField, TextField, useToast } from '@asg/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { admin } from '../api/clients.ts';
import { Confirm } from '../parts/confirm.tsx';
import { Form } from '../parts/form.tsx';
import { aboutField } from '../parts/problem.ts';
import { operatorRoleTexts } from '../parts/roles.ts';
import { When } from '../parts/when.tsx';
import { sessionKey } from '../session/session.ts';
import { type Operator, operatorsKey } from './parts.ts';

interface InviteProps {
  readonly open: boolean;
  readonly onClose: () => void;
}

/** Sends somebody a link by mail. */
export function InviteOperator({ open, onClose }: InviteProps) {
  return (
    <Dialog open={open} onClose={onClose} title="Invite an operator" closeLabel="Close">
      <InviteForm onClose={onClose} />
    </Dialog>
  );
}

function InviteForm({ onClose }: Pick<InviteProps, 'onClose'>) {
  const [email, setEmail] = useState('');
  // Whoever is invited in a hurry gets little.
  const [role, setRole] = useState<OperatorRole>('moderator');
  const client = useQueryClient();
  const invite = useMutation({
    mutationFn: () => admin.operators.invite({ email: email.trim(), role }),
    onSuccess: () => client.invalidateQueries({ queryKey: operatorsKey }),
  });
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
        </div>
      </div>
    );
  const emailError = aboutField(invite.error, 'email');
  return (
    <Form
      action="Send the invitation"
      isMain
      busy={invite.isPending}
      disabled={email.trim() === ''}
      error={emailError === null ? invite.error : null}
      onSend={() => invite.mutate()}
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
      <RoleField value={role} onChoose={setRole} />
    </Form>
  );
}

interface RoleFieldProps {
  readonly value: OperatorRole;
  readonly onChoose: (role: OperatorRole) => void;
}

function RoleField({ value, onChoose }: RoleFieldProps) {
  return (
    <SelectField
      label="Role"
      value={value}
      onChange={(event) =>
        onChoose(operatorRoles.find((role) => role === event.currentTarget.value) ?? value)
      }
      hint={<span aria-live="polite">{operatorRoleTexts[value]}</span>}
    >
      {operatorRoles.map((role) => (
        <option key={role} value={role}>
          {role}
        </option>
      ))}
    </SelectField>
  );
}

interface OneProps {
  readonly operator: Operator | null;
  readonly onClose: () => void;
}

/** Makes an operator something else. */
export function ChangeOperator({ operator, onClose }: OneProps) {
  return (
    <Dialog open={operator !== null} onClose={onClose} title="Change a role" closeLabel="Close">
      {operator !== null && <ChangeForm operator={operator} onClose={onClose} />}
    </Dialog>
  );
}

function ChangeForm({ operator, onClose }: OneProps & { readonly operator: Operator }) {
  const [role, setRole] = useState(operator.role);
  const client = useQueryClient();
  const say = useToast();
  const change = useMutation({
    mutationFn: () => admin.operators.changeRole(operator.person_id, role),
    onSuccess: () => {
      say({ text: `${operator.email} is ${role} now.` });
      onClose();
    },
    onSettled: () => refresh(client, operator),
  });
  return (
    <Form
      action="Change the role"
      isMain
      busy={change.isPending}
      disabled={role === operator.role}
      error={change.error}
      onSend={() => change.mutate()}
    >
      <p className="wrap">
        <strong>{operator.email}</strong> is {operator.role}. A new role is in force at once.
      </p>
      <RoleField value={role} onChoose={setRole} />
      {operator.current && role !== operator.role && (
        <Notice tone="warning">This is you. You cannot take it back yourself.</Notice>
      )}
    </Form>
  );
}

/** Asks before somebody is removed, by name. */
export function RemoveOperator({ operator, onClose }: OneProps) {
  const client = useQueryClient();
  const say = useToast();
  const remove = useMutation({
    mutationFn: (one: Operator) => admin.operators.remove(one.person_id),
    onSuccess: (_, { email }) => {
      say({ text: `${email} is removed.` });
      onClose();
    },
    onSettled: (_, __, one) => refresh(client, one),
  });
  const close = (): void => {
    remove.reset();
    onClose();
  };
  return (
    <Confirm
      open={operator !== null}
      title="Remove this operator?"
      action="Remove the operator"
      keep="Leave them in"
      busy={remove.isPending}
      error={remove.error}
      onConfirm={() => {
        if (operator !== null) remove.mutate(operator);
      }}
      onClose={close}
    >
      <p className="wrap">
        <strong>{operator?.email}</strong>, {operator?.role}, runs the service no more, at once. Their account
        and their organisations stay.
      </p>
      {operator?.current === true && <p>This is you.</p>}
    </Confirm>
  );
}

/** Who changes themselves sees less from then on. */
async function refresh(
  client: ReturnType<typeof useQueryClient>,
  { current }: Pick<Operator, 'current'>,
): Promise<void> {
  if (current) await client.invalidateQueries({ queryKey: sessionKey });
  else await client.invalidateQueries({ queryKey: operatorsKey });
}
