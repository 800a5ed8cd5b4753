import type { MailRecord } from '@asg/domain';
import { type Realm, realms, recordOf } from '@asg/domain/names';
import { MailSender, mailboxRoutes, mailboxTransport, smtpTransport } from '@asg/mail';
import {
  consolePeople,
  type EngineContext,
  Leaving,
  OrganisationLeaving,
  PasswordStrength,
  People,
  PeopleFactors,
  PeopleMails,
  Pools,
  passwordCost,
  type RealmAccounts,
  Sessions,
  type Trail,
  workerPeople,
} from '@asg/people';
import { DerivedSecrets } from '@asg/runtime';
import { loneLoop, loop, type Mounts, type ServerParts } from '../server-parts.ts';

const sendIdleMs = 500;
const sweepIdleMs = 60_000;

/** What stays undone where mails are not sent. */
const noMail =
  'no mail is sent: nobody signs up for the Console by e-mail, no e-mail address is verified, no forgotten password reset, nobody told of a new device; set ASG_SMTP_URL and ASG_PUBLIC_URL';

const realmAccounts: Readonly<Record<Realm, (context: EngineContext) => RealmAccounts>> = {
  work: workerPeople,
  console: consolePeople,
};

export function mailsOf({
  context,
  publicUrl,
  encryptionKeys,
}: ServerParts): Readonly<Record<Realm, PeopleMails>> {
  const secrets = new DerivedSecrets(encryptionKeys, 'mail links');
  return recordOf(realms, (realm) => {
    const accounts = realmAccounts[realm](context);
    return new PeopleMails(context, { realm, accounts, secretOf: (mailId) => secrets.of(mailId), publicUrl });
  });
}

/** People who sign in, for whoever answers them. */
export function peopleParts(
  parts: ServerParts,
  trail: Trail,
): {
  readonly people: Readonly<Record<Realm, People>>;
  readonly pools: Pools;
  /** Of workers. */
  readonly mails: PeopleMails;
  readonly leaving: Readonly<Record<Realm, Leaving>>;
  readonly organisationLeaving: OrganisationLeaving;
  readonly mounts: Mounts;
} {
  const { config, context, own, encryptionKeys, publicUrl, sealer } = parts;
  const mails = mailsOf(parts);
  const strength = own.use(new PasswordStrength());
  const sweeper = new Sessions(context, 'work');
  loop(parts, 'ended sessions', sweepIdleMs, () => sweeper.sweep());
  tellWithoutMail(parts);
  const questions = new DerivedSecrets(encryptionKeys, 'passkeys');
  const sharedOf = recordOf(realms, (realm) => ({
    accounts: realmAccounts[realm](context),
    sessions: new Sessions(context, realm),
    mails: mails[realm],
  }));
  const leaving = recordOf(realms, (realm) => new Leaving(context, sharedOf[realm]));
  const people = recordOf(realms, (realm) => {
    const shared = sharedOf[realm];
    const secretOf = (text: string) => questions.of(text);
    return new People(context, {
      ...shared,
      leaving: leaving[realm],
      factors: new PeopleFactors(context, { ...shared, sealer, secretOf, publicUrl }),
      cost: passwordCost,
      isWeak: (password, known) => strength.isWeak(password, known),
      onWrong: (person, { network }) => trail.guessed(person, network, 'password'),
    });
  });
  const { storage } = context;
  const linkOf = (mail: MailRecord) => mails[mail.realm].linkOf(mail);
  const pools = new Pools(context, { mails: mails.work });
  return {
    people,
    leaving,
    organisationLeaving: new OrganisationLeaving(context, mails),
    pools,
    mails: mails.work,
    mounts: config.hasMailbox ? mailboxRoutes({ storage, linkOf }) : [],
  };
}

/** Sends mails, one process at a time. */
export function runMails(parts: ServerParts): void {
  const { config, context, own, publicUrl } = parts;
  const { smtp, hasMailbox } = config;
  const transport = smtp === null ? (hasMailbox ? mailboxTransport() : null) : own.use(smtpTransport(smtp));
  const mails = mailsOf(parts);
  const sender = new MailSender(context, {
    transport,
    prepare: (mail) => mails[mail.realm].prepare(mail),
    linkOf: (mail) => mails[mail.realm].linkOf(mail),
    host: () => new URL(publicUrl()).hostname,
  });
  tellWithoutMail(parts);
  loneLoop(parts, 'mails', sendIdleMs, () => sender.round());
}

/** What a wallet of somebody who left is known by: nobody without the key can try out which it was. */
export function leftWalletMark({
  encryptionKeys,
}: Pick<ServerParts, 'encryptionKeys'>): (wallet: string) => string {
  const secrets = new DerivedSecrets(encryptionKeys, 'wallets of those who left');
  return (wallet) => secrets.of(wallet);
}

function tellWithoutMail({
  config,
  context,
}: Pick<ServerParts, 'config'> & { readonly context: EngineContext }): void {
  if (config.smtp !== null || config.hasMailbox) return;
  context.conditions.report('mail', { severity: 'degraded', detail: noMail });
}
