export { mailboxRoutes, mailboxTransport } from './mailbox/routes.ts';
export { type MailNeeds, MailSender } from './sender.ts';
export { type SmtpSettings, smtpTransport } from './smtp.ts';
export type { Envelope, Sent, Transport } from './transport.ts';
