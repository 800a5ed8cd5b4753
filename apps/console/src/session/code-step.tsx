import { person } from '@asg/console-kit';
import { Button, Notice, TextField } from '@asg/ui';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { factorProblem } from './factor-texts.ts';

interface CodeStepProps {
  readonly ticket: string;
  readonly onEntered: () => Promise<void>;
  readonly onBack: () => void;
}

/** The second step of a sign-in: a code of the phone, or a recovery code. */
export function CodeStep({ ticket, onEntered, onBack }: CodeStepProps) {
  const [code, setCode] = useState('');
  const enter = useMutation({
    mutationFn: async () => {
      await person.factors.logInWithCode({ ticket, code });
      await onEntered();
    },
  });
  const problem = enter.isError ? factorProblem(enter.error) : null;
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (code.trim() !== '') enter.mutate();
  };
  return (
    <form className="ui-stack" onSubmit={submit} noValidate>
      {problem !== null && problem.other !== null && (
        <Notice tone="danger" urgent>
          {problem.other}
        </Notice>
      )}
      <p>Your password is right, and a code is wanted beside it.</p>
      <TextField
        label="Code"
        name="code"
        autoComplete="one-time-code"
        autoCapitalize="characters"
        spellCheck={false}
        maxLength={40}
        required
        autoFocus
        value={code}
        onChange={(event) => setCode(event.currentTarget.value)}
        hint="The six digits that the app on your phone shows now, or a recovery code."
        error={problem?.code ?? null}
      />
      <Button type="submit" variant="primary" size="large" wide busy={enter.isPending}>
        Sign in
      </Button>
      <div>
        <Button variant="quiet" onClick={onBack}>
          Back
        </Button>
      </div>
    </form>
  );
}
