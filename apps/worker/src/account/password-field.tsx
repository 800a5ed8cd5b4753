import { CheckField, TextField } from '@asg/ui';
import { useState } from 'react';
import { messages } from '../i18n/index.ts';

interface PasswordFieldProps {
  /** For an account that is being made, so that a password manager offers one. */
  readonly isNew: boolean;
  readonly error: string | null;
}

/** A password, which can be made readable. */
export function PasswordField({ isNew, error }: PasswordFieldProps) {
  const [shown, setShown] = useState(false);
  return (
    <div>
      <TextField
        label={messages.signUp.password}
        name="password"
        type={shown ? 'text' : 'password'}
        autoComplete={isNew ? 'new-password' : 'current-password'}
        maxLength={isNew ? 128 : 1024}
        required
        {...(isNew ? { hint: messages.signUp.passwordHint } : {})}
        error={error}
      />
      <CheckField
        label={messages.signUp.showPassword}
        checked={shown}
        onChange={(event) => setShown(event.target.checked)}
      />
    </div>
  );
}
