import { createHash } from 'node:crypto';
import { type LinkPurpose, type MailRecord, type NewMail, newMail, type Person } from '@asg/domain';
import type { MailLanguage, MailTemplate } from '@asg/domain/names';
import type { EngineContext } from '../context.ts';
import { emailKey } from './email-key.ts';
import type { RealmAccounts } from './realm-accounts.ts';
import { tokenHash } from './tokens.ts';

interface LinkKind {
  readonly purpose: LinkPurpose;
  /** The page of the app that takes it. */
  readonly page: string;
  readonly lifeMs: number;
}

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
/** What the links in mails are for, by the templates that have one. */
const linkKinds: Readonly<Partial<Record<MailTemplate, LinkKind>>> = {
  verify_email: { purpose: 'verify', page: '/work/confirm', lifeMs: 7 * dayMs },
  confirm_new_email: { purpose: 'email', page: '/work/confirm', lifeMs: dayMs },
  reset_password: { purpose: 'reset', page: '/work/reset', lifeMs: hourMs },
};

export interface MailParts {
  readonly accounts: RealmAccounts;
  /** What a link's secret is, by the id of its mail: nobody else can tell. */
  readonly secretOf: (mailId: string) => string;
  /** Where people reach the apps, without a slash at the end. Asked when a mail is sent. */
  readonly publicUrl: () => string;
}

/** What people are told by mail: stored here, sent by whoever sends mails. */
export class PeopleMails {
  readonly #context: Pick<EngineContext, 'storage' | 'clock' | 'ids'>;
  readonly #parts: MailParts;

  constructor(context: Pick<EngineContext, 'storage' | 'clock' | 'ids'>, parts: MailParts) {
    this.#context = context;
    this.#parts = parts;
  }

  /** Stores it. `cause`: the same one is one mail; without one it is a mail of its own. */
  async queue(
    mail: {
      readonly to: string;
      readonly template: MailTemplate;
      readonly language: MailLanguage;
      readonly values?: NewMail['values'];
    },
    cause: string | null = null,
  ): Promise<void> {
    const { storage, clock, ids } = this.#context;
    const createdAtMs = clock.nowMs();
    const lifeMs = linkKinds[mail.template]?.lifeMs ?? dayMs;
    const mailId = cause === null ? ids.next('mail') : causedId(`${mail.template} ${cause}`);
    const uselessAtMs = createdAtMs + Math.min(lifeMs, dayMs);
    await storage.mails.queue(
      newMail({ values: {}, ...mail, mailId, realm: 'work', createdAtMs, uselessAtMs }),
    );
  }

  /** Stores what the mail's link leads to. False: there is nobody to tell it. */
  async prepare(mail: MailRecord): Promise<boolean> {
    const kind = linkKinds[mail.template];
    if (kind === undefined) return true;
    const person = await this.#personOf(mail, kind.purpose);
    if (person === null) return false;
    await this.#context.storage.mailLinks.open({
      hash: tokenHash(this.#parts.secretOf(mail.mailId)),
      purpose: kind.purpose,
      personId: person.personId,
      email: kind.purpose === 'email' ? mail.to : person.email,
      revision: person.revision,
      expiresAtMs: mail.createdAtMs + kind.lifeMs,
    });
    return true;
  }

  /** Behind #, so that it is in no log of a server. */
  linkOf({ template, mailId }: MailRecord): string | null {
    const kind = linkKinds[template];
    if (kind === undefined) return null;
    return `${this.#parts.publicUrl()}${kind.page}#${this.#parts.secretOf(mailId)}`;
  }

  async #personOf({ to, values }: MailRecord, purpose: LinkPurpose): Promise<Person | null> {
    const { accounts } = this.#parts;
    if (purpose === 'reset') return accounts.byEmail(emailKey(to));
    const person = await accounts.get(values.personId ?? '');
    const expected = purpose === 'email' ? person?.newEmail : person?.email;
    return expected === to ? person : null;
  }
}

const idLength = 26;

function causedId(cause: string): string {
  return `mai_${createHash('sha256').update(cause).digest('hex').slice(0, idLength)}`;
}
