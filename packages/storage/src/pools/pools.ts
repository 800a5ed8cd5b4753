import {
  isOpenInvitation,
  isShutOut,
  type PoolInvitation,
  type PoolMember,
  usedInvitation,
} from '@asg/domain';
import { list, read, write } from '../records/noun.ts';

type MemberName = Pick<PoolMember, 'customerId' | 'workerId'>;
interface Join extends MemberName {
  readonly invitation: PoolInvitation;
  readonly nowMs: number;
}
interface End extends MemberName {
  readonly state: 'left' | 'removed';
  readonly nowMs: number;
}

const keyOf = ({ customerId, workerId }: MemberName): string => `${customerId} ${workerId}`;

/** Who labels for which organisation as one of its own people. */
export const poolMembers = {
  name: 'plm',
  reads: { get: read(keyOf, (found: PoolMember | null) => found) },
  lists: {
    /** Those who are in it now, by worker. */
    ofOrganisation: list({
      name: 'pool organisation',
      place: ({ customerId, workerId, state }: PoolMember) =>
        state === 'active' ? { group: customerId, place: workerId } : null,
      view: (member) => member,
    }),
    /** All that they ever joined, by organisation. */
    ofWorker: list({
      name: 'pool worker',
      place: ({ customerId, workerId }: PoolMember) => ({ group: workerId, place: customerId }),
      view: (member) => member,
    }),
  },
  writes: {
    /** The member after it; null: they were removed, and the invitation is from before. */
    join: write(keyOf, (found: PoolMember | null, { customerId, workerId, invitation, nowMs }: Join) => {
      if (isShutOut(found, invitation)) return { result: null };
      if (found?.state === 'active') return { result: found };
      const after: PoolMember = { customerId, workerId, state: 'active', sinceMs: nowMs, endedAtMs: null };
      return { after, result: after };
    }),
    /** Whether they were in it, until now or before. */
    end: write(keyOf, (found: PoolMember | null, { state, nowMs }: End) => {
      if (found?.state !== 'active') return { result: found !== null };
      return { after: { ...found, state, endedAtMs: nowMs }, result: true };
    }),
  },
} as const;

const idOf = ({ invitationId }: Pick<PoolInvitation, 'invitationId'>): string => invitationId;

/** Links to organisations' pools. */
export const poolInvitations = {
  name: 'pli',
  reads: { get: read(idOf, (found: PoolInvitation | null) => found) },
  lists: {
    /** In the order in which they were made. */
    ofOrganisation: list({
      name: 'pool invitations',
      place: ({ customerId, invitationId }: PoolInvitation) => ({ group: customerId, place: invitationId }),
      view: (invitation) => invitation,
    }),
  },
  writes: {
    /** Repeating changes nothing. */
    make: write(idOf, (found: PoolInvitation | null, invitation: PoolInvitation) => ({
      after: found === null ? invitation : undefined,
      result: found ?? invitation,
    })),
    /** Whether the worker came in by it, now or before. */
    use: write(
      idOf,
      (
        found: PoolInvitation | null,
        request: Pick<PoolInvitation, 'invitationId'> & { readonly workerId: string; readonly nowMs: number },
      ) => {
        const after = found && usedInvitation(found, request);
        const { workerId, nowMs } = request;
        if (after === null) return { result: false };
        const isIn = after.usedBy.includes(workerId) && isOpenInvitation(after, workerId, nowMs);
        return { after: after === found ? undefined : after, result: isIn };
      },
    ),
    /** Whether the organisation has it. */
    revoke: write(
      idOf,
      (
        found: PoolInvitation | null,
        {
          customerId,
          nowMs,
        }: Pick<PoolInvitation, 'invitationId' | 'customerId'> & { readonly nowMs: number },
      ) => {
        if (found?.customerId !== customerId) return { result: false };
        return {
          after: found.revokedAtMs === null ? { ...found, revokedAtMs: nowMs } : undefined,
          result: true,
        };
      },
    ),
    remove: write(idOf, (found: PoolInvitation | null) => ({
      after: found === null ? undefined : null,
      result: null,
    })),
  },
} as const;
