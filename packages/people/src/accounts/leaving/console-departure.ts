import { emailKeyOf, type MailRecord, type Member, type Person } from '@asg/domain';
import type { EngineContext } from '../../context.ts';
import { emailKey } from '../../sign-in/email-key.ts';
import type { PeopleMails } from '../../sign-in/mails.ts';
import { timeText } from '../../sign-in/time-text.ts';
import { tokenHash } from '../../sign-in/tokens.ts';
import { eraseTrail } from '../../trail/trail-erasing.ts';
import { endMembership } from '../membership.ts';
import { mailsOf } from './known-mails.ts';
import { ownedAlone } from './ownership.ts';

export interface ConsoleDepartureParts {
  /** Of the people of the Console. */
  readonly mails: Pick<PeopleMails, 'tell' | 'secretOf'>;
}

type Context = Pick<EngineContext, 'storage' | 'clock'>;

/** So long somebody who would leave an organisation without an owner has time to hand it over. */
const putOffMs = 24 * 3_600_000;
const membershipsMax = 1_000;

/** What a person of the Console leaves behind beside what every person does. Each step may be done again. */
export class ConsoleDeparture {
  readonly #context: Context;
  readonly #parts: ConsoleDepartureParts;

  constructor(context: Context, parts: ConsoleDepartureParts) {
    this.#context = context;
    this.#parts = parts;
  }

  /** Parts with their organisations; false: one of them would have no owner then, and nothing begins. */
  async leaveOrganisations(person: Person): Promise<boolean> {
    const { personId } = person;
    if ((await ownedAlone(this.#context, personId)).length > 0) return false;
    // Another owner may have gone at this moment: then this one stays.
    for (const member of await this.#memberships(personId))
      if ((await endMembership(this.#context, member)) === 'last_owner') return false;
    return true;
  }

  /** A day later they are looked at again; a mail says why, once. */
  async putOff(person: Person): Promise<void> {
    const { storage, clock } = this.#context;
    const { personId, leaving } = person;
    if (leaving === undefined) return;
    const dueAtMs = clock.nowMs() + putOffMs;
    const names = (await ownedAlone(this.#context, personId)).map(({ name }) => name);
    const values = { organisations: names.join(', '), until: timeText(dueAtMs) };
    const mail = { template: 'deletion_waits', language: 'en', values } as const;
    await this.#parts.mails.tell(person, mail, `${leaving.askedAtMs}`);
    await storage.persons.change({ personId, seed: null, change: { set: 'put_off', dueAtMs } });
  }

  /** Whose trails are told of them still. */
  async erase(person: Person): Promise<readonly string[]> {
    const { storage } = this.#context;
    const { personId, devices, former = [], leaving } = person;
    const keys = keysOf(person);
    const isAtOnce = leaving === undefined || leaving.dueAtMs - leaving.askedAtMs < 7 * 24 * 3_600_000;
    const mails = await mailsOf(storage, { keys, isAtOnce, isMeant: (mail) => tellsOf(mail, keys) });
    const memberships = await this.#memberships(personId);
    const organisations = new Set([
      ...former,
      ...memberships.map(({ customerId }) => customerId),
      ...mails.flatMap(({ values }) => values.customerId ?? []),
    ]);
    const trails = [...organisations];
    await this.eraseTrails({ personId, trails, keys });
    for (const customerId of organisations) {
      await this.#closeInvitations(customerId, personId, keys);
      for (const hash of devices) await storage.marks.drop({ kind: 'device', hash, accountId: customerId });
      await this.#forgetContact(customerId, personId, keys);
    }
    for (const member of memberships) await endMembership(this.#context, member);
    for (const { values } of mails)
      if (values.invitationId !== undefined && values.customerId === undefined)
        await storage.poolInvitations.remove({ invitationId: values.invitationId });
    await storage.mailLinks.remove(mails.map(({ mailId }) => tokenHash(this.#parts.mails.secretOf(mailId))));
    await storage.mails.erase(mails.map(({ mailId }) => mailId));
    for (const key of keys) await storage.addresses.release({ emailKey: key, personId });
    return trails;
  }

  /** What organisations' trails say of them. Again, it changes nothing. */
  async eraseTrails({
    personId,
    trails,
    keys = new Set(),
  }: {
    readonly personId: string;
    readonly trails: readonly string[];
    readonly keys?: ReadonlySet<string>;
  }): Promise<void> {
    for (const ownerId of trails)
      await eraseTrail(this.#context, { ownerId, actorId: personId, emails: keys });
  }

  async #closeInvitations(customerId: string, personId: string, keys: ReadonlySet<string>): Promise<void> {
    const { teams } = this.#context.storage;
    const theirs = (await teams.invitations({ customerId })).filter(
      (one) => keys.has(one.emailKey) || one.claimedBy === personId || one.by === personId,
    );
    const ids = theirs.map(({ invitationId }) => invitationId);
    if (ids.length > 0) await teams.close({ customerId, ids });
  }

  /** An organisation that shows their e-mail as its own shows that of another owner. */
  async #forgetContact(customerId: string, personId: string, keys: ReadonlySet<string>): Promise<void> {
    const { customers, members, persons } = this.#context.storage;
    const customer = await customers.get(customerId);
    if (customer === null || !keys.has(emailKeyOf(customer))) return;
    const page = { group: customerId, limit: membershipsMax, after: null };
    const others = (await members.ofCustomer(page)).filter((one) => one.personId !== personId);
    const next = others.find(({ role }) => role === 'owner');
    const instead = next === undefined ? '' : ((await persons.get(next.personId))?.email ?? '');
    const erasure = { erase: 'email', emailKey: emailKeyOf(customer), instead } as const;
    await customers.erase({ customerId, erasure });
  }

  #memberships(personId: string): Promise<readonly Member[]> {
    const page = { group: personId, limit: membershipsMax, after: null };
    return this.#context.storage.members.ofPerson(page);
  }
}

const keysOf = ({ email, newEmail }: Person): ReadonlySet<string> =>
  new Set([email, newEmail].flatMap((text) => (text === undefined || text === '' ? [] : [emailKey(text)])));

/** To them, or with their e-mail in it. */
const tellsOf = ({ to, values }: MailRecord, keys: ReadonlySet<string>): boolean =>
  [to, ...Object.values(values)].some((text) => text !== undefined && keys.has(emailKey(text)));
