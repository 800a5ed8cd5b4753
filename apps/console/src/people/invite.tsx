import { aboutField, gateway, plural, problemText } from '@asg/console-kit';
import type { PoolInvitation } from '@asg/sdk';
import { Button, CodeBlock, Dialog, Notice, SelectField, TextField } from '@asg/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { invitationsKey } from './keys.ts';

const daySeconds = 24 * 3_600;
const days = [1, 7, 30, 90];
const dayDefault = 7;
const usesDefault = 25;

interface InviteProps {
  readonly open: boolean;
  readonly onClose: () => void;
}

export function Invite({ open, onClose }: InviteProps) {
  return (
    <Dialog open={open} onClose={onClose} title="Invite people" closeLabel="Close">
      <InviteForm onClose={onClose} />
    </Dialog>
  );
}

function InviteForm({ onClose }: Pick<InviteProps, 'onClose'>) {
  const [by, setBy] = useState<'email' | 'link'>('email');
  const [email, setEmail] = useState('');
  const [uses, setUses] = useState(String(usesDefault));
  const [life, setLife] = useState(dayDefault);
  const client = useQueryClient();
  const invite = useMutation({
    mutationFn: () =>
      gateway.pool.invite({
        expires_in: life * daySeconds,
        ...(by === 'email' ? { email: email.trim() } : { uses_max: Number(uses) }),
      }),
    onSuccess: () => client.invalidateQueries({ queryKey: invitationsKey }),
  });
  const send = (event: FormEvent): void => {
    event.preventDefault();
    invite.mutate();
  };
  if (invite.data !== undefined) return <Made invitation={invite.data} onClose={onClose} />;
  return (
    <form className="form" onSubmit={send} noValidate>
      <SelectField
        label="How"
        value={by}
        onChange={(event) => setBy(event.currentTarget.value === 'link' ? 'link' : 'email')}
      >
        <option value="email">By e-mail, one person</option>
        <option value="link">By a link that you hand on</option>
      </SelectField>
      {by === 'email' ? (
        <TextField
          label="E-mail"
          type="email"
          required
          value={email}
          onChange={(event) => setEmail(event.currentTarget.value)}
          error={aboutField(invite.error, 'email')}
        />
      ) : (
        <TextField
          label="How many people it lets in"
          inputMode="numeric"
          required
          value={uses}
          onChange={(event) => setUses(event.currentTarget.value)}
          hint="1 to 500"
          error={aboutField(invite.error, 'uses_max')}
        />
      )}
      <SelectField
        label="It works for"
        value={String(life)}
        onChange={(event) => setLife(Number(event.currentTarget.value))}
      >
        {days.map((one) => (
          <option key={one} value={one}>
            {plural(one, 'day')}
          </option>
        ))}
      </SelectField>
      {invite.isError && (
        <Notice tone="danger" urgent>
          {problemText(invite.error)}
        </Notice>
      )}
      <div className="actions">
        <Button type="submit" variant="primary" busy={invite.isPending}>
          {by === 'email' ? 'Send the invitation' : 'Make the link'}
        </Button>
      </div>
    </form>
  );
}

function Made({
  invitation,
  onClose,
}: {
  readonly invitation: PoolInvitation;
  readonly onClose: () => void;
}) {
  const { email, link, uses_max } = invitation;
  return (
    <div className="ui-stack">
      <Notice tone="accent">
        {email === null
          ? `Whoever follows this link joins your people, ${plural(uses_max, 'person', 'people')} at most.`
          : `A mail is on its way to ${email}. This is the link in it.`}
      </Notice>
      {link !== null && <CodeBlock label="The link" code={link} copyLabel="Copy the link" />}
      <div className="actions">
        <Button variant="primary" onClick={onClose}>
          Done
        </Button>
      </div>
    </div>
  );
}
