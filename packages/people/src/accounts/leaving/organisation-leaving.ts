import { balanceHold, type DepartureHold, graceMs, isGone, type OrganisationDeparture } from '@asg/domain';
import type { MailLanguage, MailTemplate } from '@asg/domain/names';
import type { EngineContext } from '../../context.ts';
import type { PeopleMails } from '../../sign-in/mails.ts';
import { timeText } from '../../sign-in/time-text.ts';
import { nameOfOrganisation } from '../organisation-name.ts';

export interface OrganisationMails {
  readonly console: Pick<PeopleMails, 'tell'>;
  readonly work: Pick<PeopleMails, 'tell'>;
}

interface Asking {
  readonly language: MailLanguage;
  /** Without the time to take it back. */
  readonly isAtOnce?: boolean;
}

export type AskOrganisationOutcome =
  | { readonly kind: 'asked'; readonly departure: OrganisationDeparture }
  | { readonly kind: 'held'; readonly hold: DepartureHold }
  | { readonly kind: 'not_found' };

const membersMax = 1_000;
/** Of own people that are looked at together. */
const peoplePage = 100;
/** Of tasks that are looked at for pay that is due, the newest: pay is not due for long. */
const taskPage = 250;
const taskPagesMax = 40;

/** Owners have their organisation erased, and take it back. */
export class OrganisationLeaving {
  readonly #context: Pick<EngineContext, 'storage' | 'clock'>;
  readonly #mails: OrganisationMails;

  constructor(context: Pick<EngineContext, 'storage' | 'clock'>, mails: OrganisationMails) {
    this.#context = context;
    this.#mails = mails;
  }

  /** Null: nobody asked for it, or it was taken back. */
  find(customerId: string): Promise<OrganisationDeparture | null> {
    return this.#context.storage.organisationDepartures.get(customerId);
  }

  /** What has to be settled first: money, and pay. Null: nothing. */
  async hold(customerId: string): Promise<DepartureHold | null> {
    const { storage } = this.#context;
    for (let before: string | null = null, page = 0; page < taskPagesMax; page++) {
      const tasks = await storage.tasks.ofCustomer({ customerId, after: null, before, limit: taskPage });
      const due = tasks.find(({ state }) => state === 'verified');
      if (due !== undefined) return { kind: 'payments', taskId: due.taskId };
      if (tasks.length < taskPage) break;
      before = tasks.at(-1)?.taskId ?? null;
    }
    const customer = await storage.customers.get(customerId);
    return customer === null ? null : balanceHold(customer.balance);
  }

  /** Mails tell owners, admins and own people. Repeating asks for nothing new, but an earlier end. */
  async ask(customerId: string, { language, isAtOnce = false }: Asking): Promise<AskOrganisationOutcome> {
    const { storage, clock } = this.#context;
    if ((await storage.customers.get(customerId)) === null) return { kind: 'not_found' };
    const before = await this.find(customerId);
    const hold = before !== null && isGone(before) ? null : await this.hold(customerId);
    if (hold !== null) return { kind: 'held', hold };
    const askedAtMs = clock.nowMs();
    const dueAtMs = isAtOnce ? askedAtMs : askedAtMs + graceMs;
    const change = { set: 'leaving', askedAtMs, dueAtMs } as const;
    const departure = await storage.organisationDepartures.change({ customerId, change });
    if (departure === null) throw new Error(`organisation ${customerId} was not asked to leave`);
    await this.#tellOf(departure, 'organisation_leaving', language);
    await this.#tellOwnPeople(departure, language);
    return { kind: 'asked', departure };
  }

  /** How far it is: null once it stays. */
  async takeBack(customerId: string, language: MailLanguage): Promise<OrganisationDeparture | null> {
    const { storage } = this.#context;
    const before = await this.find(customerId);
    if (before === null) return null;
    const after = await storage.organisationDepartures.change({ customerId, change: { set: 'staying' } });
    if (after === null) await this.#tellOf(before, 'organisation_staying', language);
    return after;
  }

  /** It cannot go yet: those who asked are told once. */
  async tellOfWaiting(departure: OrganisationDeparture, untilMs: number): Promise<void> {
    await this.#tellOf(departure, 'organisation_waits', 'en', { until: timeText(untilMs) });
  }

  async #tellOf(
    { customerId, leaving }: OrganisationDeparture,
    template: MailTemplate,
    language: MailLanguage,
    more: Readonly<Record<string, string>> = {},
  ): Promise<void> {
    if (leaving === undefined) return;
    const { storage } = this.#context;
    const name = await nameOfOrganisation(storage, customerId);
    const { askedAtMs, dueAtMs } = leaving;
    const values = { customerId, name, at: timeText(askedAtMs), until: timeText(dueAtMs), ...more };
    const page = { group: customerId, limit: membersMax, after: null };
    for (const { personId, role } of await storage.members.ofCustomer(page)) {
      if (role !== 'owner' && role !== 'admin') continue;
      const person = await storage.persons.get(personId);
      const cause = `${customerId} ${askedAtMs}`;
      if (person !== null && !isGone(person))
        await this.#mails.console.tell(person, { template, language, values }, cause);
    }
  }

  async #tellOwnPeople(
    { customerId, leaving }: OrganisationDeparture,
    language: MailLanguage,
  ): Promise<void> {
    if (leaving === undefined) return;
    const { storage } = this.#context;
    const organisation = await nameOfOrganisation(storage, customerId);
    const values = { customerId, organisation, until: timeText(leaving.dueAtMs) };
    for (let after: string | null = null; ; ) {
      const page = await storage.poolMembers.ofOrganisation({ group: customerId, limit: peoplePage, after });
      for (const { workerId: personId } of page) {
        const [person, worker] = await Promise.all([
          storage.persons.get(personId),
          storage.workers.get(personId),
        ]);
        const email = person?.email ?? worker?.email ?? '';
        if (email !== '')
          await this.#mails.work.tell(
            {
              personId,
              email,
              ...(person?.verifiedAtMs !== undefined && { verifiedAtMs: person.verifiedAtMs }),
            },
            { template: 'pool_leaving', language, values },
            `${customerId} ${leaving.askedAtMs}`,
          );
      }
      if (page.length < peoplePage) return;
      after = page.at(-1)?.workerId ?? null;
    }
  }
}
