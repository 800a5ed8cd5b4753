import { Type } from 'typebox';
import { newPassword } from '../accounts/worker-schemas.ts';
import { emailAddress, id, nullable, pathId, requestObject, timestamp } from '../parts/fields.ts';

/** Any length: whether a password could exist is nobody's business. */
const currentPassword = Type.String({ minLength: 1, maxLength: 1024, description: 'As it is now' });
export const linkSecret = Type.String({
  minLength: 1,
  maxLength: 200,
  description: 'What stands behind the # of the link in the mail',
});

export const forgotPasswordBody = requestObject(
  { email: emailAddress('Where the mail goes') },
  { title: 'ForgotPassword', examples: [{ email: 'kim@example.com' }] },
);

export const resetPasswordBody = requestObject(
  { token: linkSecret, password: newPassword },
  { title: 'ResetPassword', examples: [{ token: '3Zb0…', password: 'four words of your own' }] },
);

export const changePasswordBody = requestObject(
  { current_password: currentPassword, password: newPassword },
  {
    title: 'ChangePassword',
    examples: [{ current_password: 'correct horse battery', password: 'four words of your own' }],
  },
);

export const changeEmailBody = requestObject(
  { email: emailAddress('The new one'), password: currentPassword },
  {
    title: 'ChangeEmail',
    examples: [{ email: 'kim@new.example', password: 'correct horse battery' }],
  },
);

export const confirmEmailBody = requestObject(
  { token: linkSecret },
  {
    title: 'ConfirmEmail',
    examples: [{ token: '3Zb0…' }],
  },
);

export const confirmedEmail = Type.Object(
  { email: Type.String({ description: 'The e-mail of the account now', examples: ['kim@example.com'] }) },
  { title: 'ConfirmedEmail' },
);

const session = Type.Object(
  {
    session_id: id('ses_', 'The session'),
    current: Type.Boolean({ description: 'The session of this request' }),
    device: nullable(
      Type.String({
        description: 'Browser and system, or the program, as it named itself; null: it did not',
        examples: ['Firefox on Linux'],
      }),
    ),
    network: nullable(
      Type.String({
        description:
          'Address that it was opened from, of IPv6 the /64; null: the server’s own machine, or not known',
        examples: ['203.0.113.7'],
      }),
    ),
    opened_at: timestamp('When you logged in'),
    expires_at: timestamp('When it ends by itself'),
  },
  { title: 'Session' },
);

export const sessions = Type.Object(
  { data: Type.Array(session, { description: 'Those that are open, the newest first, 50 at most' }) },
  { title: 'Sessions' },
);

export const sessionParams = Type.Object({ session_id: pathId('ses_', 'The session') });
