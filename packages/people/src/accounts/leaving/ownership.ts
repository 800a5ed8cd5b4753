import type { EngineContext } from '../../context.ts';
import { nameOfOrganisation } from '../organisation-name.ts';

export interface OwnedAlone {
  readonly customerId: string;
  readonly name: string;
}

const membershipsMax = 1_000;

/** Organisations that would have no owner without this person; `isAsked`: those that are to be deleted do not count, for they go before. */
export async function ownedAlone(
  { storage }: Pick<EngineContext, 'storage'>,
  personId: string,
  { isAsked = false } = {},
): Promise<readonly OwnedAlone[]> {
  const page = { group: personId, limit: membershipsMax, after: null };
  const owned = (await storage.members.ofPerson(page)).filter(({ role }) => role === 'owner');
  const found = await Promise.all(
    owned.map(async ({ customerId }) => {
      const all = await storage.members.ofCustomer({ group: customerId, limit: membershipsMax, after: null });
      const owners = all.filter(({ role }) => role === 'owner');
      const goes = isAsked && (await storage.organisationDepartures.get(customerId)) !== null;
      return owners.length > 1 || goes
        ? null
        : { customerId, name: await nameOfOrganisation(storage, customerId) };
    }),
  );
  return found.filter((one) => one !== null);
}
