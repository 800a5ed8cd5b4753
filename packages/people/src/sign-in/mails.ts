import { createHash } from 'node:crypto';
import {
  graceMs,
  isOpenInvitation,
  type LinkPurpose,
  type MailRecord,
  type NewMail,
  newMail,
  type Person,
  turnsOf,
} from '@asg/domain';
import type { MailLanguage, MailTemplate, Realm } from '@asg/domain/names';
import type { EngineContext } from '../context.ts';
import { emailKey } from './email-key.ts';
import type { RealmAccounts } from './realm-accounts.ts';
import { timeText } from './time-text.ts';
import { tokenHash } from './tokens.ts';

interface LinkKind {
  readonly purpose: LinkPurpose;
  /** The page of the realm's app that takes it. */
  readonly page: string;
  readonly lifeMs: number;
}

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
/** So long whose account it is can take back a wallet, also one that is in force by then. */
export const walletLinkMs = 7 * dayMs;
export const invitationMs = 7 * dayMs;
/** What the links in mails are for, by the templates that have one. */
const linkKinds: Readonly<Partial<Record<MailTemplate, LinkKind>>> = {
  verify_email: { purpose: 'verify', page: '/confirm', lifeMs: 7 * dayMs },
  confirm_new_email: { purpose: 'email', page: '/confirm', lifeMs: dayMs },
  reset_password: { purpose: 'reset', page: '/reset', lifeMs: hourMs },
  sign_up: { purpose: 'join', page: '/join', lifeMs: dayMs },
  known_account: { purpose: 'reset', page: '/reset', lifeMs: hourMs },
  wallet_set: { purpose: 'wallet', page: '/stop', lifeMs: walletLinkMs },
  wallet_changing: { purpose: 'wallet', page: '/stop', lifeMs: walletLinkMs },
  invitation: { purpose: 'invite', page: '/invitation', lifeMs: invitationMs },
  account_leaving: { purpose: 'stay', page: '/stay', lifeMs: graceMs },
  person_leaving: { purpose: 'stay', page: '/stay', lifeMs: graceMs },
};
const apps: Readonly<Record<Realm, string>> = { work: '/work', console: '/console' };

/** Of one kind to one address, in the time that its link is worth, whoever asks. */
const askedMax = 5;

/** From then on it is not sent any more. */
const worthMs = (template: MailTemplate): number => Math.min(linkKinds[template]?.lifeMs ?? dayMs, dayMs);

interface Notice {
  readonly template: MailTemplate;
  readonly language: MailLanguage;
  readonly values?: NewMail['values'];
}
interface LinkMail extends Notice {
  readonly to: string;
}

export interface WalletNews {
  readonly wallet: string;
  readonly fromMs: number | null;
  readonly language: MailLanguage;
}

export interface MailParts {
  readonly realm: Realm;
  readonly accounts: RealmAccounts;
  /** What a link's secret is, by the id of its mail: nobody else can tell. */
  readonly secretOf: (mailId: string) => string;
  /** Where people reach the apps, without a slash at the end. Asked when a mail is sent. */
  readonly publicUrl: () => string;
}

/** What the people of a realm are told by mail: stored here, sent by whoever sends mails. */
export class PeopleMails {
  readonly #context: Pick<EngineContext, 'storage' | 'clock' | 'ids'>;
  readonly #parts: MailParts;

  constructor(context: Pick<EngineContext, 'storage' | 'clock' | 'ids'>, parts: MailParts) {
    this.#context = context;
    this.#parts = parts;
  }

  /**
   * Stores one with a link. The address may be a stranger's, whoever asks: a few of a kind go there in the time that the link is
   * worth, and what is asked beyond is as if it had been sent. `own`: who asks, where nobody else can in their name: one more is
   * theirs, so that strangers cannot use up all. False: it was one too many.
   */
  async ask(mail: LinkMail, own: string | null = null): Promise<boolean> {
    const { storage, clock } = this.#context;
    const slot = Math.floor(clock.nowMs() / worthMs(mail.template));
    const places = [...Array(askedMax).keys(), ...(own === null ? [] : [`of ${own}`])];
    for (const place of places) {
      const mailId = this.#idOf(`${mail.template} ${emailKey(mail.to)} ${slot} ${place}`);
      if ((await storage.mails.get(mailId)) !== null) continue;
      await this.#queue(mail, mailId);
      return true;
    }
    return false;
  }

  /**
   * Stores what a person is told. `cause`: the same one is one mail. An e-mail that nobody showed to be theirs may be a stranger's:
   * one of a kind goes there a day.
   */
  async tell(
    { personId, email: to, verifiedAtMs }: Pick<Person, 'personId' | 'email' | 'verifiedAtMs'>,
    mail: Notice,
    cause: string,
  ): Promise<void> {
    const day = Math.floor(this.#context.clock.nowMs() / dayMs);
    const bounded = verifiedAtMs === undefined ? `${to} day ${day}` : cause;
    await this.#queue({ ...mail, to }, this.#idOf(`${mail.template} ${personId} ${bounded}`));
  }

  /** Tells a person where they are to be paid from now on (null), or from then. By its link they say that it was not them. */
  async tellOfWallet(
    { personId, email: to }: Person,
    { wallet, fromMs, language }: WalletNews,
  ): Promise<void> {
    const values = { personId, wallet, at: timeText(this.#context.clock.nowMs()) };
    await this.ask(
      fromMs === null
        ? { to, language, template: 'wallet_set', values }
        : { to, language, template: 'wallet_changing', values: { ...values, from: timeText(fromMs) } },
    );
  }

  async #queue(mail: LinkMail, mailId: string): Promise<void> {
    const { storage, clock } = this.#context;
    const createdAtMs = clock.nowMs();
    const uselessAtMs = createdAtMs + worthMs(mail.template);
    await storage.mails.queue(
      newMail({ values: {}, ...mail, mailId, realm: this.#parts.realm, createdAtMs, uselessAtMs }),
    );
  }

  /** What is asked for at one address in both realms is two mails. */
  #idOf(cause: string): string {
    const { realm } = this.#parts;
    return causedId(realm === 'work' ? cause : `${realm} ${cause}`);
  }

  /** What stands behind # of the link in a mail. */
  secretOf(mailId: string): string {
    return this.#parts.secretOf(mailId);
  }

  /** What stands behind # of an invitation's link: nobody without the server's key can make it, and no store has it. */
  invitationSecret(invitationId: string): string {
    return `${invitationId}.${this.#parts.secretOf(invitationId)}`;
  }

  invitationLink(invitationId: string): string {
    return `${this.#parts.publicUrl()}/work/join#${this.invitationSecret(invitationId)}`;
  }

  /** Stores what the mail's link leads to, and tells where the mail goes. Null: there is nobody to tell it. */
  async prepare(mail: MailRecord): Promise<string | null> {
    if (mail.template === 'pool_invitation') return this.#isInvited(mail);
    const kind = linkKinds[mail.template];
    if (kind === undefined) return mail.to;
    if (kind.purpose === 'join') return this.#prepareToJoin(mail, kind);
    if (kind.purpose === 'invite') return this.#prepareToInvite(mail, kind);
    const person = await this.#personOf(mail, kind.purpose);
    if (person === null) return null;
    await this.#context.storage.mailLinks.open({
      hash: tokenHash(this.#parts.secretOf(mail.mailId)),
      purpose: kind.purpose,
      personId: person.personId,
      email: kind.purpose === 'reset' || kind.purpose === 'verify' ? person.email : mail.to,
      revision: person.revision,
      turns: turnsOf(person),
      expiresAtMs: mail.createdAtMs + kind.lifeMs,
    });
    // What was typed may have the same key and be another's mailbox.
    return kind.purpose === 'reset' ? person.email : mail.to;
  }

  /** Who they will be is decided once, whichever attempt to send it is the one that arrives. */
  async #prepareToJoin(mail: MailRecord, { purpose, lifeMs }: LinkKind): Promise<string> {
    const { storage, ids } = this.#context;
    await storage.mailLinks.open({
      hash: tokenHash(this.#parts.secretOf(mail.mailId)),
      purpose,
      personId: ids.next('person'),
      email: mail.to,
      revision: 0,
      expiresAtMs: mail.createdAtMs + lifeMs,
      organisation: { customerId: ids.next('customer'), name: mail.values.name ?? '' },
    });
    return mail.to;
  }

  /** Null: it was withdrawn before it was sent. */
  async #prepareToInvite(mail: MailRecord, { purpose, lifeMs }: LinkKind): Promise<string | null> {
    const { storage, ids } = this.#context;
    const { customerId = '', invitationId = '' } = mail.values;
    const invitations = await storage.teams.invitations({ customerId });
    if (!invitations.some((one) => one.invitationId === invitationId)) return null;
    await storage.mailLinks.open({
      hash: tokenHash(this.#parts.secretOf(mail.mailId)),
      purpose,
      personId: ids.next('person'),
      email: mail.to,
      revision: 0,
      expiresAtMs: mail.createdAtMs + lifeMs,
      invitation: { customerId, invitationId },
    });
    return mail.to;
  }

  /** Behind #, so that it is in no log of a server. */
  linkOf({ template, mailId, values }: MailRecord): string | null {
    if (template === 'pool_invitation') return this.invitationLink(values.invitationId ?? '');
    const kind = linkKinds[template];
    if (kind === undefined) return null;
    return `${this.#parts.publicUrl()}${apps[this.#parts.realm]}${kind.page}#${this.#parts.secretOf(mailId)}`;
  }

  /** Where the mail goes; null: the invitation was revoked, or taken up, before it was sent. */
  async #isInvited({ to, values: { invitationId = '' } }: MailRecord): Promise<string | null> {
    const { storage, clock } = this.#context;
    const invitation = await storage.poolInvitations.get({ invitationId });
    return invitation !== null && isOpenInvitation(invitation, null, clock.nowMs()) ? to : null;
  }

  async #personOf({ to, values }: MailRecord, purpose: LinkPurpose): Promise<Person | null> {
    const { accounts } = this.#parts;
    if (purpose === 'reset') return accounts.byEmail(emailKey(to));
    const person = await accounts.get(values.personId ?? '');
    // It goes where they were told of it, whatever the e-mail is by now.
    if (purpose === 'wallet') return person;
    const expected = purpose === 'email' ? person?.newEmail : person?.email;
    return expected === to ? person : null;
  }
}

const idLength = 26;

function causedId(cause: string): string {
  return `mai_${createHash('sha256').update(cause).digest('hex').slice(0, idLength)}`;
}
