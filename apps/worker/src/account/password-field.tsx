import { CheckField, TextField } from '@asg/ui';
import { useState } from 'react';
import { messages } from '../i18n/index.ts';

interface PasswordFieldProps {
  /** For an account that is being made, so that a password manager offers one. */
  readonly isNew: boolean;
  readonly error: string | null;
  /** Default: that it is the password. */
  readonly label?: string;
}

/** A password, which can be made readable. */
export function PasswordField({ isNew, error, label = messages.signUp.password }: PasswordFieldProps) {
  const [shown, setShown] = useState(false);
  return (
    <div>
      <TextField
        label={label}
        name="password"
        type={shown ? 'text' : 'password'}
        dir="ltr"
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
