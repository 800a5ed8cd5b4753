import { aboutField, gateway, problemText } from '@asg/console-kit';
import type { Webhook } from '@asg/sdk';
import { Button, CodeBlock, Notice, Sheet, TextField } from '@asg/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { EventsField } from './events-field.tsx';

interface NewWebhookProps {
  readonly open: boolean;
  readonly onClose: () => void;
}

export function NewWebhook({ open, onClose }: NewWebhookProps) {
  return (
    <Sheet open={open} onClose={onClose} title="Add an endpoint" closeLabel="Close">
      <NewWebhookForm onClose={onClose} />
    </Sheet>
  );
}

function NewWebhookForm({ onClose }: { readonly onClose: () => void }) {
  const [url, setUrl] = useState('');
  const [secret, setSecret] = useState('');
  const [events, setEvents] = useState<Webhook['events']>(['task.settled']);
  const client = useQueryClient();
  const create = useMutation({
    mutationFn: () =>
      gateway.webhooks.create({
        callback_url: url.trim(),
        events: [...events],
        ...(secret === '' ? {} : { secret }),
      }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['webhooks'] }),
  });
  const send = (event: FormEvent): void => {
    event.preventDefault();
    create.mutate();
  };
  if (create.data !== undefined)
    return (
      <div className="ui-stack">
        <Notice>The endpoint is registered.</Notice>
        {create.data.warnings?.map((warning) => (
          <Notice key={warning} tone="warning">
            {warning}
          </Notice>
        ))}
        {create.data.secret !== undefined && (
          <>
            <p>Its secret signs the messages. It is shown this once:</p>
            <CodeBlock label="The secret" code={create.data.secret} copyLabel="Copy the secret" />
          </>
        )}
        <Button variant="primary" onClick={onClose}>
          Done
        </Button>
      </div>
    );
  return (
    <form className="form" onSubmit={send} noValidate>
      <TextField
        label="URL"
        type="url"
        required
        maxLength={2048}
        placeholder="https://example.com/hook"
        value={url}
        onChange={(event) => setUrl(event.currentTarget.value)}
        error={aboutField(create.error, 'callback_url')}
      />
      <EventsField chosen={events} onChange={setEvents} error={aboutField(create.error, 'events')} />
      <TextField
        label="Secret"
        note="optional"
        autoComplete="off"
        spellCheck={false}
        value={secret}
        onChange={(event) => setSecret(event.currentTarget.value)}
        hint="Signs the messages: whsec_ and base64 of 24 bytes or more, or any text. Without one, one is made and shown once"
        error={aboutField(create.error, 'secret')}
      />
      {create.isError && (
        <Notice tone="danger" urgent>
          {problemText(create.error)}
        </Notice>
      )}
      <div className="actions">
        <Button type="submit" variant="primary" busy={create.isPending}>
          Add the endpoint
        </Button>
      </div>
    </form>
  );
}
