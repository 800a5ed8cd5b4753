import { Button, Notice, TextField } from '@asg/ui';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { api } from '../api/clients.ts';
import { messages } from '../i18n/index.ts';
import { factorProblem } from './factor-problem.ts';
import { formText } from './form-text.ts';

interface CodeStepProps {
  readonly ticket: string;
  readonly onEntered: () => Promise<void>;
  readonly onBack: () => void;
}

/** The second step of a log-in: a code of the phone, or a recovery code. */
export function CodeStep({ ticket, onEntered, onBack }: CodeStepProps) {
  const [hasPhone, setHasPhone] = useState(true);
  const enter = useMutation({
    mutationFn: async (code: string) => {
      await api.factors.logInWithCode({ ticket, code });
      await onEntered();
    },
  });
  const problem = enter.isError ? factorProblem(enter.error) : null;
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    enter.mutate(formText(new FormData(event.currentTarget), 'code'));
  };
  const swap = (): void => {
    enter.reset();
    setHasPhone(!hasPhone);
  };
  return (
    <form className="ui-stack" onSubmit={submit}>
      {problem !== null && problem.other !== null && (
        <Notice tone="danger" urgent>
          {problem.other}
        </Notice>
      )}
      <TextField
        key={String(hasPhone)}
        label={hasPhone ? messages.factors.phoneCode : messages.factors.recoveryCode}
        name="code"
        inputMode={hasPhone ? 'numeric' : 'text'}
        autoComplete={hasPhone ? 'one-time-code' : 'off'}
        autoCapitalize="characters"
        spellCheck={false}
        maxLength={40}
        required
        autoFocus
        hint={hasPhone ? messages.factors.phoneCodeHint : messages.factors.recoveryCodeHint}
        error={problem?.code ?? null}
      />
      <Button type="submit" variant="primary" size="large" wide busy={enter.isPending}>
        {messages.logIn.submit}
      </Button>
      <div className="ui-actions">
        <Button variant="quiet" onClick={swap}>
          {hasPhone ? messages.factors.useRecovery : messages.factors.usePhone}
        </Button>
        <Button variant="quiet" onClick={onBack}>
          {messages.security.toLogIn}
        </Button>
      </div>
    </form>
  );
}
