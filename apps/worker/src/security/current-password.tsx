import { TextField } from '@asg/ui';
import { messages } from '../i18n/index.ts';

/** The password as it is, to show who asks. */
export function CurrentPassword({ error }: { readonly error: string | null }) {
  return (
    <TextField
      label={messages.security.currentPassword}
      name="current_password"
      type="password"
      autoComplete="current-password"
      maxLength={1024}
      required
      error={error}
    />
  );
}
