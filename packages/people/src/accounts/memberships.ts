import { type CustomerRecord, type Member, memberRoleOf, type OrganisationDeparture } from '@asg/domain';
import type { MemberRole } from '@asg/domain/names';
import type { EngineContext } from '../context.ts';

/** An organisation of a person, as they are in it. */
export interface Membership {
  readonly member: Member;
  readonly role: MemberRole;
  readonly customer: CustomerRecord;
  /** Null: it stays. */
  readonly departure: OrganisationDeparture | null;
}

/** Of a person; a further one is not listed. */
const membershipsMax = 100;

/** All that a person is in, the oldest first. */
export async function membershipsOf(
  { storage }: Pick<EngineContext, 'storage'>,
  personId: string,
): Promise<readonly Membership[]> {
  const page = { group: personId, limit: membershipsMax, after: null };
  const found = await storage.members.ofPerson(page);
  const all = await Promise.all(
    found.map(async (member) => ({
      member,
      customer: await storage.customers.get(member.customerId),
      departure: await storage.organisationDepartures.get(member.customerId),
    })),
  );
  return all.flatMap(({ member, customer, departure }) => {
    const role = memberRoleOf(member.role);
    return customer === null || role === null ? [] : [{ member, role, customer, departure }];
  });
}
