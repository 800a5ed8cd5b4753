import { factorsOf, type Person } from '@asg/domain';
import type { GatewayOptions } from '../options.ts';
import { rfc3339, rfc3339OrNull } from '../replies/time.ts';
import { documentText } from './document.ts';
import { linkPart, mailPart, placePart, sessionPart, trailEntries } from './parts.ts';

const leftOut = [
  {
    what: 'password, second factor, recovery codes, and the tokens of sessions and links',
    why: 'Only hashes of them are stored, or they are sealed: whoever read them could sign in as you.',
  },
  {
    what: 'what your organisations have: tasks, labels, keys, money',
    why: 'It is theirs. An owner takes it along as the export of the organisation.',
  },
  {
    what: 'what others did in your organisations',
    why: 'The trails are in the export of the organisation. Here is what you did, and what was done to you.',
  },
  {
    what: 'logs and backups of the server',
    why: 'Logs name you by your person id, with the network address of a request; backups are copies of what is here.',
  },
] as const;

/** All that is known of a person of the Console, as the text of one JSON document. */
export async function* personDocument(options: GatewayOptions, person: Person): AsyncGenerator<string> {
  const { clock, consolePeople, leavings, organisations } = options;
  const { personId, former = [] } = person;
  const [sessions, known, memberships] = await Promise.all([
    consolePeople.sessions(person),
    leavings.console.known(person),
    organisations.of(person),
  ]);
  const owners = [personId, ...memberships.map(({ member }) => member.customerId), ...former];
  const { passkeys, codes } = factorsOf(person);
  yield* documentText({
    about: { document: 'person', person_id: personId, made_at: rfc3339(clock.nowMs()), left_out: leftOut },
    account: { person_id: personId, email: person.email, new_email: person.newEmail ?? null },
    sign_in: {
      email_verified_at: rfc3339OrNull(person.verifiedAtMs ?? null),
      devices_remembered: person.devices.length,
      passkeys: passkeys.map(({ name, addedAtMs, lastUsedAtMs }) => ({
        name,
        added_at: rfc3339(addedAtMs),
        last_used_at: rfc3339OrNull(lastUsedAtMs),
      })),
      second_factor_since: rfc3339OrNull(codes?.sinceMs ?? null),
    },
    organisations: memberships.map(({ customer, member, role }) => ({
      customer_id: customer.customerId,
      name: customer.name,
      role,
      since: rfc3339(member.sinceMs),
    })),
    former_organisations: former,
    sessions: sessions.map(sessionPart),
    mails: known.mails.map(mailPart),
    links_in_mails: known.links.map(linkPart),
    networks: known.places.map(placePart),
    trail: entries(options, owners, personId),
  });
}

async function* entries(
  options: GatewayOptions,
  owners: readonly string[],
  personId: string,
): AsyncGenerator<unknown> {
  for (const ownerId of new Set(owners))
    yield* trailEntries(options, ownerId, ownerId === personId ? null : personId);
}
