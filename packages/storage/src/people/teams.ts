import {
  claimedInvitation,
  type Invitation,
  noTeam,
  type Team,
  withInvitation,
  withOwner,
  withoutInvitations,
  withoutOwner,
} from '@asg/domain';
import { read, write } from '../records/noun.ts';

interface OfTeam {
  readonly customerId: string;
}
interface ChangeOwners extends OfTeam {
  readonly personId: string;
  /** Its owners where they are not counted yet. */
  readonly seed: readonly string[];
}
interface Invite extends OfTeam {
  readonly invitation: Invitation;
  /** Of today, UTC. */
  readonly date: string;
}
interface Claim extends OfTeam {
  readonly invitationId: string;
  readonly personId: string;
  readonly nowMs: number;
}

const keyOf = ({ customerId }: OfTeam): string => customerId;

/** Whom an organisation invited, and who counts as its owners. */
export const teams = {
  name: 'tem',
  reads: {
    invitations: read(keyOf, (found: Team | null) => found?.invitations ?? []),
  },
  writes: {
    invite: write(keyOf, (found: Team | null, { invitation, date }: Invite) => {
      const { team, outcome } = withInvitation(found ?? noTeam, invitation, date);
      return { after: team === found ? undefined : team, result: outcome };
    }),
    /** The invitation, from then on this person's alone; null: it is not to be had. */
    claim: write(keyOf, (found: Team | null, request: Claim) => {
      const claimed = found === null ? null : claimedInvitation(found, request);
      if (claimed === null) return { result: null };
      return { after: claimed.team === found ? undefined : claimed.team, result: claimed.invitation };
    }),
    close: write(keyOf, (found: Team | null, { ids }: OfTeam & { readonly ids: readonly string[] }) => {
      const after = found === null ? null : withoutInvitations(found, ids);
      return { after: after === found ? undefined : after, result: null };
    }),
    addOwner: write(keyOf, (found: Team | null, { personId, seed }: ChangeOwners) => {
      const after = withOwner(found ?? noTeam, personId, seed);
      return { after: after === found ? undefined : after, result: null };
    }),
    /** False: the last one, who stays. */
    removeOwner: write(keyOf, (found: Team | null, { personId, seed }: ChangeOwners) => {
      const after = withoutOwner(found ?? noTeam, personId, seed);
      return { after: after ?? undefined, result: after !== null };
    }),
  },
} as const;
