import { CheckField, TextField } from '@asg/ui';
import { useState } from 'react';

interface PasswordFieldProps {
  readonly value: string;
  readonly onWrite: (text: string) => void;
  readonly error: string | null;
  readonly label?: string;
  /** It is being chosen, so that a password manager offers one. */
  readonly isNew?: boolean;
}

/** A password, which can be made readable. */
export function PasswordField({
  value,
  onWrite,
  error,
  label = 'Password',
  isNew = false,
}: PasswordFieldProps) {
  const [shown, setShown] = useState(false);
  return (
    <div>
      <TextField
        label={label}
        name={isNew ? 'new-password' : 'password'}
        type={shown ? 'text' : 'password'}
        autoComplete={isNew ? 'new-password' : 'current-password'}
        maxLength={isNew ? 128 : 1024}
        required
        value={value}
        onChange={(event) => onWrite(event.currentTarget.value)}
        {...(isNew && { hint: '8 characters or more. A few words that do not belong together are good.' })}
        error={error}
      />
      <CheckField
        label="Show it"
        checked={shown}
        onChange={(event) => setShown(event.currentTarget.checked)}
      />
    </div>
  );
}
