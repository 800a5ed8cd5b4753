import { createHash, timingSafeEqual } from 'node:crypto';
import {
  givenAsOwn,
  invitationUsesMax,
  isOpenInvitation,
  type PoolInvitation,
  type PoolMember,
  poolsOfWorkerMax,
  type TrustSums,
} from '@asg/domain';
import type { MailLanguage } from '@asg/domain/names';
import type { EngineContext } from '../context.ts';
import type { PeopleMails } from '../sign-in/mails.ts';

const dayMs = 24 * 3_600_000;
/** Mails that one organisation has sent to strangers in a day. */
const mailsPerDayMax = 100;
/** Invitations that one organisation makes in a day, mails counted. */
const invitationsPerDayMax = 200;
/** How long one that has ended is kept for the list. */
const keptMs = 30 * dayMs;
const forgottenAtOnce = 20;

/** Somebody of an organisation's own, and how they work. */
export interface PoolPerson {
  readonly member: PoolMember;
  /** Null: their profile is not there yet. */
  readonly displayName: string | null;
  /** Labels that they gave as one of the organisation's people. */
  readonly labels: number;
  /** What the others' labels, and gold, say of them. */
  readonly judged: TrustSums;
}

export interface PoolPlace {
  readonly customerId: string;
  readonly organisation: string;
  readonly sinceMs: number;
}

export interface NewInvitation {
  /** Null: a link to hand on. */
  readonly email: string | null;
  readonly usesMax: number;
  readonly lifeMs: number;
  readonly language: MailLanguage;
}

/** An invitation, with its link as long as it works; null: it does not. */
export interface ShownInvitation {
  readonly invitation: PoolInvitation;
  readonly link: string | null;
}

export type JoinResult =
  | { readonly kind: 'joined'; readonly place: PoolPlace }
  | { readonly kind: 'link_invalid' }
  | { readonly kind: 'too_many_pools'; readonly poolsMax: number };

export interface PoolParts {
  readonly mails: Pick<PeopleMails, 'ask' | 'invitationLink' | 'invitationSecret'>;
}

/** People whom an organisation brings to label for it. It gives them nothing but that. */
export class Pools {
  readonly #context: Pick<EngineContext, 'storage' | 'clock' | 'ids'>;
  readonly #parts: PoolParts;

  constructor(context: Pick<EngineContext, 'storage' | 'clock' | 'ids'>, parts: PoolParts) {
    this.#context = context;
    this.#parts = parts;
  }

  /** Makes an invitation, and sends it where it has an e-mail. `too_many`: so many were made in a day. */
  async invite(
    customerId: string,
    { email, usesMax, lifeMs, language }: NewInvitation,
  ): Promise<ShownInvitation | 'too_many'> {
    const { storage, clock, ids } = this.#context;
    const nowMs = clock.nowMs();
    if (await this.#isPastLimit(customerId, email !== null, nowMs)) return 'too_many';
    await this.#forgetOld(customerId, nowMs);
    const invitation = await storage.poolInvitations.make({
      invitationId: ids.next('poolInvitation'),
      customerId,
      email,
      usesMax: email === null ? Math.min(usesMax, invitationUsesMax) : 1,
      usedBy: [],
      createdAtMs: nowMs,
      expiresAtMs: nowMs + lifeMs,
      revokedAtMs: null,
    });
    if (email !== null) {
      const organisation = (await storage.customers.get(customerId))?.name ?? '';
      const values = { organisation, invitationId: invitation.invitationId };
      await this.#parts.mails.ask({ to: email, template: 'pool_invitation', language, values });
    }
    return this.#shown(invitation);
  }

  async #isPastLimit(customerId: string, isMail: boolean, nowMs: number): Promise<boolean> {
    const page = { group: customerId, limit: invitationsPerDayMax, before: null };
    const latest = await this.#context.storage.poolInvitations.ofOrganisation(page);
    const ofDay = latest.filter(({ createdAtMs }) => createdAtMs > nowMs - dayMs);
    const mails = ofDay.filter(({ email }) => email !== null);
    return ofDay.length >= invitationsPerDayMax || (isMail && mails.length >= mailsPerDayMax);
  }

  async #forgetOld(customerId: string, nowMs: number): Promise<void> {
    const { poolInvitations } = this.#context.storage;
    const oldest = await poolInvitations.ofOrganisation({
      group: customerId,
      limit: forgottenAtOnce,
      after: null,
    });
    for (const one of oldest)
      if ((one.revokedAtMs ?? one.expiresAtMs) + keptMs < nowMs) await poolInvitations.remove(one);
  }

  /** The newest first. `before`: the last id of the page before. */
  async invitations(
    customerId: string,
    { limit, before }: { readonly limit: number; readonly before: string | null },
  ): Promise<readonly ShownInvitation[]> {
    const page = { group: customerId, limit, before };
    const found = await this.#context.storage.poolInvitations.ofOrganisation(page);
    return found.map((invitation) => this.#shown(invitation));
  }

  /** Ends an invitation: who came in by it stays. False: the organisation has none such. */
  revoke(customerId: string, invitationId: string): Promise<boolean> {
    const nowMs = this.#context.clock.nowMs();
    return this.#context.storage.poolInvitations.revoke({ customerId, invitationId, nowMs });
  }

  #shown(invitation: PoolInvitation): ShownInvitation {
    const isOpen = isOpenInvitation(invitation, null, this.#context.clock.nowMs());
    const link = isOpen ? this.#parts.mails.invitationLink(invitation.invitationId) : null;
    return { invitation, link };
  }

  /** Those who are in the pool, by worker id, with their progress. `after`: the last id of the page before. */
  async people(
    customerId: string,
    { limit, after }: { readonly limit: number; readonly after: string | null },
  ): Promise<readonly PoolPerson[]> {
    const { storage } = this.#context;
    const members = await storage.poolMembers.ofOrganisation({ group: customerId, limit, after });
    return Promise.all(
      members.map(async (member) => {
        const { workerId } = member;
        const own = { customerId, own: true } as const;
        const [worker, judged, given] = await Promise.all([
          storage.workers.get(workerId),
          storage.trust.sums(workerId, own),
          storage.trust.sums(workerId, { ...own, template: givenAsOwn }),
        ]);
        const displayName = worker?.profile?.displayName ?? null;
        return { member, displayName, labels: given.agreed, judged };
      }),
    );
  }

  /** They get none of the organisation's tasks any more, and give back those that they hold. False: they are not in it. */
  async end(customerId: string, workerId: string, state: 'left' | 'removed'): Promise<boolean> {
    const { storage, clock } = this.#context;
    const nowMs = clock.nowMs();
    const wasIn = await storage.poolMembers.end({ customerId, workerId, state, nowMs });
    // Also where it was ended before, and the process died in between.
    const held = await storage.work.held({ workerId, nowMs });
    const theirs = held.flatMap(({ taskId, customerId: whose, gold, assignments }) => {
      const mine = assignments.find((one) => one.workerId === workerId);
      const isOwn = mine?.own === true && (gold === undefined ? whose : gold.owner) === customerId;
      return isOwn ? [{ taskId, nonce: mine.nonce }] : [];
    });
    if (theirs.length > 0)
      await storage.tasks.change(
        theirs.map(({ taskId, nonce }) => ({ taskId, command: { do: 'skip', workerId, nonce, nowMs } })),
      );
    return wasIn;
  }

  /** Whose invitation it is, for who has the link; null: it does not work any more. */
  async organisationOf(secret: string): Promise<string | null> {
    const invitation = await this.#invitation(secret, null);
    if (invitation === null) return null;
    return (await this.#context.storage.customers.get(invitation.customerId))?.name ?? null;
  }

  /** The worker is one of the organisation's people from now on. Repeated, it changes nothing. */
  async join(workerId: string, secret: string): Promise<JoinResult> {
    const { storage, clock } = this.#context;
    const invitation = await this.#invitation(secret, workerId);
    if (invitation === null) return { kind: 'link_invalid' };
    const { customerId, invitationId } = invitation;
    const known = await storage.poolMembers.ofWorker({
      group: workerId,
      limit: poolsOfWorkerMax,
      after: null,
    });
    const isNew = known.every((one) => one.customerId !== customerId);
    if (isNew && known.length >= poolsOfWorkerMax)
      return { kind: 'too_many_pools', poolsMax: poolsOfWorkerMax };
    const nowMs = clock.nowMs();
    // A link is spent before it lets anybody in: of a crash in between nobody gets more than it is worth.
    if (!(await storage.poolInvitations.use({ invitationId, workerId, nowMs })))
      return { kind: 'link_invalid' };
    const member = await storage.poolMembers.join({ customerId, workerId, invitation, nowMs });
    if (member === null) return { kind: 'link_invalid' };
    const [place] = await this.#places([member]);
    return place === undefined ? { kind: 'link_invalid' } : { kind: 'joined', place };
  }

  /** The pools that a worker is in. */
  async of(workerId: string): Promise<readonly PoolPlace[]> {
    const page = { group: workerId, limit: poolsOfWorkerMax, after: null };
    const found = await this.#context.storage.poolMembers.ofWorker(page);
    return this.#places(found.filter(({ state }) => state === 'active'));
  }

  async #places(members: readonly PoolMember[]): Promise<readonly PoolPlace[]> {
    const { customers } = this.#context.storage;
    const found = await Promise.all(
      members.map(async ({ customerId, sinceMs }) => {
        const customer = await customers.get(customerId);
        return customer === null ? [] : [{ customerId, organisation: customer.name, sinceMs }];
      }),
    );
    return found.flat();
  }

  async #invitation(secret: string, workerId: string | null): Promise<PoolInvitation | null> {
    const [invitationId = ''] = secret.split('.');
    const expected = this.#parts.mails.invitationSecret(invitationId);
    if (!timingSafeEqual(digest(secret), digest(expected))) return null;
    const found = await this.#context.storage.poolInvitations.get({ invitationId });
    return found !== null && isOpenInvitation(found, workerId, this.#context.clock.nowMs()) ? found : null;
  }
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
