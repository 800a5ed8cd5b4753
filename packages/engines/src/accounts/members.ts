import type { EngineContext } from '../context.ts';

/** Of an organisation; a further one is not looked at. */
const membersMax = 1_000;

/** Whether a person owns the organisation, and gets in without a key. */
export async function hasOwner(
  { members }: Pick<EngineContext['storage'], 'members'>,
  customerId: string,
): Promise<boolean> {
  const found = await members.ofCustomer({ group: customerId, limit: membersMax, after: null });
  return found.some(({ role }) => role === 'owner');
}
