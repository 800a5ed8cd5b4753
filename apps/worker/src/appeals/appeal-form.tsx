import { Button, Notice, TextAreaField, useToast } from '@asg/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { api } from '../api/clients.ts';
import { messages } from '../i18n/index.ts';
import { problemText } from '../shell/problem.ts';
import { appealsKey } from './queries.ts';

const messageCharsMax = 2_000;

interface AppealFormProps {
  /** The label that is contested; null: the suspension is. */
  readonly assignmentId: string | null;
  readonly onSent: () => void;
}

/** Why the worker thinks that it is wrong, in their own words. */
export function AppealForm({ assignmentId, onSent }: AppealFormProps) {
  const [message, setMessage] = useState('');
  const [checked, setChecked] = useState(false);
  const client = useQueryClient();
  const say = useToast();
  const send = useMutation({
    mutationFn: () =>
      api.openAppeal({
        message: message.trim(),
        ...(assignmentId === null ? {} : { assignment_id: assignmentId }),
      }),
    onSuccess: async () => {
      say({ text: messages.appeals.sent });
      onSent();
      await client.invalidateQueries({ queryKey: appealsKey });
    },
  });
  const isMissing = message.trim() === '';
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setChecked(true);
    if (!isMissing) send.mutate();
  };
  return (
    <form className="ui-stack" noValidate onSubmit={submit}>
      {send.isError && (
        <Notice tone="danger" urgent>
          {problemText(send.error)}
        </Notice>
      )}
      <TextAreaField
        label={messages.appeals.message}
        hint={messages.appeals.messageHint}
        value={message}
        maxLength={messageCharsMax}
        required
        error={checked && isMissing ? messages.appeals.needMessage : null}
        onChange={(event) => setMessage(event.target.value)}
      />
      <div className="form-actions">
        <Button type="submit" variant="primary" busy={send.isPending}>
          {messages.appeals.send}
        </Button>
      </div>
    </form>
  );
}
