import type { Transporter } from 'nodemailer';
import type { Envelope, Sent, Transport } from './transport.ts';

export interface SmtpSettings {
  /** `smtps://user:password@host:465`, or `smtp://…:587`, which must offer STARTTLS unless it is this machine. */
  readonly url: string;
  /** Sender, e.g. `ASG Refinery <no-reply@example.com>`. */
  readonly from: string;
}

const connectionMsMax = 10_000;
const answerMsMax = 30_000;
const connectionsMax = 3;
const problemMax = 300;
/** SMTP says 5xx of what will never be taken. */
const refusedMin = 500;
const loopbacks: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '[::1]']);

/** Sends by the SMTP server of the settings, over TLS. */
export function smtpTransport({ url, from }: SmtpSettings): Transport {
  const { protocol, hostname, port, username, password } = new URL(url);
  const isTls = protocol === 'smtps:';
  const options = {
    pool: true,
    host: hostname.replace(/^\[|\]$/g, ''),
    port: port === '' ? (isTls ? 465 : 587) : Number(port),
    secure: isTls,
    requireTLS: !isTls && !loopbacks.has(hostname),
    ignoreTLS: !isTls && loopbacks.has(hostname),
    maxConnections: connectionsMax,
    connectionTimeout: connectionMsMax,
    greetingTimeout: connectionMsMax,
    socketTimeout: answerMsMax,
    // What a mail says is made here: none of it may name a file or another host.
    disableFileAccess: true,
    disableUrlAccess: true,
    ...(username !== '' && {
      auth: { user: decodeURIComponent(username), pass: decodeURIComponent(password) },
    }),
  } as const;
  // Loaded with the first mail: a server that sends none has no memory for it.
  let mailer: Promise<Transporter> | null = null;
  return {
    send: async ({ to, messageId, subject, text, html }: Envelope): Promise<Sent> => {
      mailer ??= import('nodemailer').then(({ createTransport }) => createTransport(options));
      try {
        await (await mailer).sendMail({
          from,
          // As an object: it is one address, whatever characters are in it.
          to: { name: '', address: to },
          messageId: `<${messageId}>`,
          subject,
          text,
          html,
          headers: { 'Auto-Submitted': 'auto-generated' },
        });
        return { kind: 'sent' };
      } catch (error) {
        return outcomeOf(error);
      }
    },
    [Symbol.asyncDispose]: async () => (await mailer)?.close(),
  };
}

/** What a failure of the library means for the mail. */
function outcomeOf(error: unknown): Sent {
  if (!(error instanceof Error)) throw error;
  const problem = error.message.replaceAll(/\s+/g, ' ').slice(0, problemMax);
  const isOfMail = 'code' in error && (error.code === 'EENVELOPE' || error.code === 'EMESSAGE');
  const isForGood = 'responseCode' in error && Number(error.responseCode) >= refusedMin;
  if (isOfMail && isForGood) return { kind: 'refused', problem };
  return { kind: 'failed', problem, isServer: !isOfMail };
}
