import type { MailLink, MailRecord } from '@asg/domain';
import type { KnownOfPerson, SignedIn } from '@asg/people';
import type { GatewayOptions } from '../options.ts';
import { rfc3339, rfc3339OrNull } from '../replies/time.ts';
import { entryReply } from '../trail/replies.ts';

export function sessionPart({ device, network, openedAtMs, expiresAtMs }: SignedIn['session']) {
  return { device, network, opened_at: rfc3339(openedAtMs), expires_at: rfc3339(expiresAtMs) };
}

export function mailPart({ to, template, language, values, state, createdAtMs, endedAtMs }: MailRecord) {
  const { personId: _, ...told } = values;
  return {
    to,
    about: template,
    language,
    values: told,
    state,
    created_at: rfc3339(createdAtMs),
    ended_at: rfc3339OrNull(endedAtMs),
  };
}

export function linkPart({ purpose, email, expiresAtMs }: MailLink) {
  return { purpose, email, expires_at: rfc3339(expiresAtMs) };
}

export function placePart({ range, atMs }: KnownOfPerson['places'][number]) {
  return { range, at: rfc3339(atMs) };
}

/** A trail; `personId`: of it what this person did, or what was done to them. */
export async function* trailEntries(
  { trailReader }: Pick<GatewayOptions, 'trailReader'>,
  ownerId: string,
  personId: string | null = null,
): AsyncGenerator<unknown> {
  for await (const entries of trailReader.pages(ownerId, {}))
    for (const entry of entries) {
      const { actor, object } = entry.record;
      if (personId === null || actor?.id === personId || object === personId)
        yield entryReply(entry, 'owner');
    }
}
