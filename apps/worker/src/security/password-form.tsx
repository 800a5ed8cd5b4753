import { isStatus } from '@asg/sdk';
import { Button, Notice, useToast } from '@asg/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { FormEvent } from 'react';
import { formText } from '../account/form-text.ts';
import { PasswordField } from '../account/password-field.tsx';
import { api } from '../api/clients.ts';
import { messages } from '../i18n/index.ts';
import { passwordProblem } from '../shell/password-problem.ts';
import { problemText } from '../shell/problem.ts';
import { CurrentPassword } from './current-password.tsx';
import { securityProblem } from './problems.ts';
import { sessionsKey } from './session-list.tsx';

/** Another password. It ends the other sessions. */
export function PasswordForm({ email }: { readonly email: string }) {
  const say = useToast();
  const client = useQueryClient();
  const change = useMutation({
    mutationFn: (body: { current_password: string; password: string }) => api.changePassword(body),
    onSuccess: () => {
      say({ text: messages.security.passwordChanged });
      return client.invalidateQueries({ queryKey: sessionsKey });
    },
  });
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const form = event.currentTarget;
    const fields = new FormData(form);
    const body = {
      current_password: formText(fields, 'current_password'),
      password: formText(fields, 'password'),
    };
    change.mutate(body, { onSuccess: () => form.reset() });
  };
  const about = passwordProblem(change.error);
  const isWrong = isStatus(change.error, 403);
  return (
    <section className="ui-card ui-stack">
      <h2>{messages.signUp.password}</h2>
      <form className="ui-stack" onSubmit={submit}>
        {change.isError && about === null && !isWrong && (
          <Notice tone="danger" urgent>
            {problemText(change.error)}
          </Notice>
        )}
        {/* Tells password managers whose password it is. */}
        <input type="text" name="username" autoComplete="username" value={email} readOnly hidden />
        <CurrentPassword error={isWrong ? securityProblem(change.error) : null} />
        <PasswordField isNew label={messages.security.newPassword} error={about} />
        <div className="form-actions">
          <Button type="submit" busy={change.isPending}>
            {messages.security.changePassword}
          </Button>
        </div>
      </form>
    </section>
  );
}
