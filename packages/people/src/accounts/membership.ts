import type { Member } from '@asg/domain';
import type { EngineContext } from '../context.ts';

type Context = Pick<EngineContext, 'storage'>;
type MemberName = Pick<Member, 'customerId' | 'personId'>;

/** Of an organisation; a further one is not looked at. */
const membersMax = 1_000;

export async function ownersOf(
  { storage }: { readonly storage: Pick<EngineContext['storage'], 'members'> },
  customerId: string,
): Promise<readonly string[]> {
  const found = await storage.members.ofCustomer({ group: customerId, limit: membersMax, after: null });
  return found.filter(({ role }) => role === 'owner').map(({ personId }) => personId);
}

/** Whether a person owns the organisation, and gets in without a key. */
export async function hasOwner(
  { members }: Pick<EngineContext['storage'], 'members'>,
  customerId: string,
): Promise<boolean> {
  return (await ownersOf({ storage: { members } }, customerId)).length > 0;
}

/** They are in it no more, at once; what they invited to is withdrawn. Its last owner stays. May be done again. */
export async function endMembership(
  context: Context,
  { customerId, personId, role }: Member,
): Promise<'changed' | 'last_owner'> {
  const { members, persons, teams } = context.storage;
  const owners = { customerId, personId, seed: await ownersOf(context, customerId) };
  if (role === 'owner' && !(await teams.removeOwner(owners))) return 'last_owner';
  const invitations = await teams.invitations({ customerId });
  const theirs = invitations.filter(({ by, claimedBy }) => by === personId || claimedBy === personId);
  const ids = theirs.map(({ invitationId }) => invitationId);
  if (ids.length > 0) await teams.close({ customerId, ids });
  // First, so that it is known whose trail tells of them.
  await persons.change({ personId, seed: null, change: { set: 'former', customerId } });
  await members.remove({ customerId, personId });
  await countOwner(context, { customerId, personId });
  return 'changed';
}

/** Counts them as what they are now; who changed them meanwhile counts them after this. */
export async function countOwner(context: Context, { customerId, personId }: MemberName): Promise<void> {
  const { members, teams } = context.storage;
  const isOwner = async () => (await members.get({ customerId, personId }))?.role === 'owner';
  const owners = { customerId, personId, seed: await ownersOf(context, customerId) };
  if (await isOwner()) await teams.addOwner(owners);
  if (!(await isOwner())) await teams.removeOwner(owners);
}
