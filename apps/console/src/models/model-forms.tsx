import { aboutField, Form, gateway } from '@asg/console-kit';
import { ASGGatewayHTTPError, type ChangeModel, type OwnModel } from '@asg/sdk';
import { TextField, useToast } from '@asg/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { areTemplatesPlain, emptyTerms, sentTerms, termsOf } from './terms.ts';
import { TermsFields } from './terms-fields.tsx';

/** Has the server ask a model. */
export function AddModelForm({ onDone }: { readonly onDone: () => void }) {
  const [name, setName] = useState('');
  const [from, setFrom] = useState('');
  const [terms, setTerms] = useState(emptyTerms);
  const client = useQueryClient();
  const say = useToast();
  const sent = sentTerms(terms);
  const add = useMutation({
    mutationFn: (body: NonNullable<typeof sent>) =>
      gateway.models.add({
        ...body,
        name: name.trim(),
        ...(from !== '' && { from: new Date(from).toISOString() }),
      }),
    onSuccess: (model) => {
      say({ text: `${model.name} is asked from now on.` });
      onDone();
    },
    onSettled: () => client.invalidateQueries({ queryKey: ['models'] }),
  });
  return (
    <Form
      action="Add the model"
      isMain
      busy={add.isPending}
      disabled={sent === null}
      error={add.error}
      onSend={() => sent !== null && add.mutate(sent)}
    >
      <TextField
        label="Name"
        required
        maxLength={64}
        autoComplete="off"
        spellCheck={false}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
        hint="What it says is kept under it. Another version is another name"
        error={aboutField(add.error, 'name') ?? takenText(add.error)}
      />
      <TermsFields
        terms={terms}
        onChange={setTerms}
        error={add.error}
        keyHint="Kept sealed, and shown to nobody"
      />
      <TextField
        label="Also tasks submitted since"
        note="optional"
        type="datetime-local"
        value={from}
        onChange={(event) => setFrom(event.currentTarget.value)}
        hint="Empty: only tasks that come from now on"
        error={aboutField(add.error, 'from')}
      />
    </Form>
  );
}

const takenText = (error: unknown): string | null =>
  error instanceof ASGGatewayHTTPError && error.reason === 'model_exists'
    ? 'You have a model of that name: another version needs another name'
    : null;

interface ChangeModelFormProps {
  readonly model: OwnModel;
  readonly onDone: () => void;
}

/** Another endpoint, key, budget, or other tasks. */
export function ChangeModelForm({ model, onDone }: ChangeModelFormProps) {
  const [terms, setTerms] = useState(() => termsOf(model));
  const client = useQueryClient();
  const say = useToast();
  const isPlain = areTemplatesPlain(model);
  const sent = sentTerms(terms);
  const change = useMutation({
    mutationFn: (body: ChangeModel) => gateway.models.update(model.name, body),
    onSuccess: () => {
      say({ text: `${model.name} is changed.` });
      onDone();
    },
    onSettled: () => client.invalidateQueries({ queryKey: ['models'] }),
  });
  const send = (): void => {
    if (sent === null) return;
    const { templates, ...others } = sent;
    change.mutate(isPlain ? { ...others, templates } : others);
  };
  return (
    <Form
      action="Save"
      isMain
      busy={change.isPending}
      disabled={sent === null}
      error={change.error}
      onSend={send}
    >
      <p className="wrap">
        <strong>{model.name}</strong>
      </p>
      <TermsFields
        terms={terms}
        onChange={setTerms}
        error={change.error}
        keyHint={model.has_key ? 'There is one. Empty: it stays' : 'There is none. Empty: none'}
        withoutTasks={!isPlain}
      />
    </Form>
  );
}
