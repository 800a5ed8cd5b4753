import { isStatus, type Worker } from '@asg/sdk';
import { Button, Notice, TextField, useToast } from '@asg/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { FormEvent } from 'react';
import { formText } from '../account/form-text.ts';
import { api } from '../api/clients.ts';
import { messages } from '../i18n/index.ts';
import { problemText } from '../shell/problem.ts';
import { meKey } from '../shell/session.ts';
import { CurrentPassword } from './current-password.tsx';
import { securityProblem } from './problems.ts';

/** The e-mail, whether it is confirmed, and another one. */
export function EmailForm({ me }: { readonly me: Worker }) {
  const client = useQueryClient();
  const change = useMutation({
    mutationFn: (body: { email: string; password: string }) => api.changeEmail(body),
    onSuccess: () => client.invalidateQueries({ queryKey: meKey }),
  });
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const form = event.currentTarget;
    const fields = new FormData(form);
    const body = { email: formText(fields, 'email').trim(), password: formText(fields, 'current_password') };
    change.mutate(body, { onSuccess: () => form.reset() });
  };
  const isWrong = isStatus(change.error, 403);
  return (
    <section className="ui-card ui-stack">
      <h2>{messages.signUp.email}</h2>
      <p className="wrapped">
        <bdi>{me.email}</bdi>
        <br />
        <span className="ui-muted">
          {me.email_verified ? messages.security.verified : messages.security.notVerified}
        </span>
      </p>
      {!me.email_verified && <SendAgain />}
      {me.new_email !== null && <Notice>{messages.security.emailAsked({ email: me.new_email })}</Notice>}
      <form className="ui-stack" onSubmit={submit}>
        {change.isError && !isWrong && (
          <Notice tone="danger" urgent>
            {problemText(change.error)}
          </Notice>
        )}
        <TextField
          label={messages.security.newEmail}
          name="email"
          type="email"
          autoComplete="email"
          inputMode="email"
          required
        />
        <CurrentPassword error={isWrong ? securityProblem(change.error) : null} />
        <div className="form-actions">
          <Button type="submit" busy={change.isPending}>
            {messages.security.changeEmail}
          </Button>
        </div>
      </form>
    </section>
  );
}

function SendAgain() {
  const say = useToast();
  const send = useMutation({
    mutationFn: () => api.sendVerification(),
    onSuccess: () => say({ text: messages.security.sentAgain }),
    onError: (error) => say({ text: problemText(error) }),
  });
  return (
    <div>
      <Button busy={send.isPending} onClick={() => send.mutate()}>
        {messages.security.sendAgain}
      </Button>
    </div>
  );
}
