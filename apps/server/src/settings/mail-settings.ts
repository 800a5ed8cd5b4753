import type { SmtpSettings } from '@asg/mail';
import { ConfigError, serverUrl, text, type Variable } from './variables.ts';

/** How people are written to. */
export interface MailSettings {
  /** Null: mails are not sent. */
  readonly smtp: SmtpSettings | null;
  /** Where people reach the apps; null: where this process listens. */
  readonly publicUrl: string | null;
  /** Mails are shown at /dev/mail. */
  readonly hasMailbox: boolean;
}

function smtpUrl(about: string): Variable<string | null> {
  return {
    default: '',
    about,
    parse: (name, value = '') => {
      if (value.trim() === '') return null;
      const url = URL.parse(value.trim());
      const isUsable = url !== null && ['smtp:', 'smtps:'].includes(url.protocol) && url.hostname !== '';
      // The value is not repeated: it may hold a password.
      if (!isUsable || url.search !== '' || !['', '/'].includes(url.pathname))
        throw new ConfigError(
          name,
          'must be smtp://user:password@host:587 or smtps://user:password@host:465',
        );
      return url.href;
    },
  };
}

export const mailVariables = {
  ASG_PUBLIC_URL: serverUrl(
    'Where people reach the web apps, e.g. https://asg.example.com, with BASE_PATH where that is set: links in mails begin with it. Where it is not set, the address that the process listens on.',
    { hold: 'no secrets' },
  ),
  ASG_SMTP_URL: smtpUrl(
    'SMTP server that mails are sent by: smtps://user:password@host:465, or smtp://…:587, which must offer STARTTLS. Without it mails of the local chain are shown at /dev/mail on its machine, and on other networks no address is verified and no password reset.',
  ),
  ASG_MAIL_FROM: text(
    '',
    'Sender of mails, e.g. ASG Refinery <no-reply@example.com>; where it is not set, no-reply at the host of ASG_PUBLIC_URL.',
  ),
} as const satisfies Record<string, Variable<unknown>>;

type Name = keyof typeof mailVariables;
type Read = <N extends Name>(name: N) => ReturnType<(typeof mailVariables)[N]['parse']>;

const addressForm = /^(?:[^<>@\r\n]*<[^<>@\s]+@[^<>@\s]+>|[^<>@\s]+@[^<>@\s]+)$/;

/** Throws a ConfigError where mails could be sent, and what stands in them is not known. */
export function mailSettings(
  read: Read,
  { kind, basePath }: { readonly kind: string; readonly basePath: string },
): MailSettings {
  const url = read('ASG_SMTP_URL');
  const publicUrl = read('ASG_PUBLIC_URL');
  const from = read('ASG_MAIL_FROM');
  if (publicUrl !== null && new URL(publicUrl).pathname !== (basePath || '/'))
    throw new ConfigError(
      'ASG_PUBLIC_URL',
      basePath === ''
        ? 'must not have a path where BASE_PATH has none'
        : `must end with BASE_PATH: ${basePath}`,
    );
  if (from !== '' && !addressForm.test(from))
    throw new ConfigError('ASG_MAIL_FROM', 'must be an address such as ASG Refinery <no-reply@example.com>');
  if (url === null) return { smtp: null, publicUrl, hasMailbox: kind === 'local' };
  if (publicUrl === null) throw new ConfigError('ASG_PUBLIC_URL', 'must be set where ASG_SMTP_URL is');
  const sender = from === '' ? `ASG Refinery <no-reply@${new URL(publicUrl).hostname}>` : from;
  return { smtp: { url, from: sender }, publicUrl, hasMailbox: false };
}
