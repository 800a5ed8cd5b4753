import { isStatus } from '@asg/sdk';
import { Button, Notice } from '@asg/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { FormEvent } from 'react';
import { Link } from 'wouter';
import { formText } from '../account/form-text.ts';
import { api } from '../api/clients.ts';
import { messages, number } from '../i18n/index.ts';
import { CurrentPassword } from '../security/current-password.tsx';
import { securityProblem } from '../security/problems.ts';
import { problemText } from '../shell/problem.ts';
import { meKey } from '../shell/session.ts';

interface DeletionFormProps {
  readonly heldSats: number;
  readonly hasWallet: boolean;
}

/** Asks for the account to be deleted: says what that means, and wants the password. */
export function DeletionForm({ heldSats, hasWallet }: DeletionFormProps) {
  const client = useQueryClient();
  const ask = useMutation({
    mutationFn: (password: string) => api.deleteAccount({ password }),
    onSuccess: () => client.invalidateQueries({ queryKey: meKey }),
  });
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    ask.mutate(formText(new FormData(event.currentTarget), 'current_password'));
  };
  const isWrong = isStatus(ask.error, 403);
  const satsText = `${number(heldSats)} sats`;
  return (
    <section className="ui-card ui-stack">
      <h2>{messages.leaving.deleteTitle}</h2>
      <ul className="meaning">
        {messages.leaving.meaning.map((text) => (
          <li key={text}>{text}</li>
        ))}
      </ul>
      {heldSats > 0 && (
        <Notice tone="warning">
          {hasWallet
            ? messages.leaving.heldToWallet({ amount: satsText })
            : messages.leaving.held({ amount: satsText })}{' '}
          <Link href="/wallet">{messages.nav.wallet}</Link>
        </Notice>
      )}
      <form className="ui-stack" onSubmit={submit}>
        {ask.isError && !isWrong && (
          <Notice tone="danger" urgent>
            {problemText(ask.error)}
          </Notice>
        )}
        <CurrentPassword error={isWrong ? securityProblem(ask.error) : null} />
        <div className="form-actions">
          <Button type="submit" variant="danger" busy={ask.isPending}>
            {messages.leaving.delete}
          </Button>
        </div>
      </form>
    </section>
  );
}
