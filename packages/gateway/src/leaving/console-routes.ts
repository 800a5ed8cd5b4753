import { isFreshSession } from '@asg/domain';
import type { TrailAction } from '@asg/domain/names';
import { routes } from '@asg/wire';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { personOf } from '../caller.ts';
import type { GatewayOptions } from '../options.ts';
import { deletionReply } from '../people/deletion-reply.ts';
import { mailLanguage } from '../people/mail-language.ts';
import { provenBy } from '../people/proof.ts';
import type { RateLimits } from '../rate-limits/rate-limits.ts';
import { Refusal, refuse } from '../refusals/refusal.ts';
import type { Serve } from '../serving/serve.ts';
import { tellOfPerson, tellTrail } from '../trail/told.ts';
import { documentReply } from './document-reply.ts';
import { personDocument } from './person-document.ts';
import { onlyOwner } from './refusals.ts';

type Proven = Parameters<ReturnType<typeof provenBy>>[0];

/** People of the Console take what is known of them with them, and go. */
export function serveConsoleLeaving(serve: Serve, limits: RateLimits, options: GatewayOptions): void {
  const { clock, consolePeople, consoleLeaving, trail, log } = options;
  const proven = provenBy(limits, consolePeople.factors, trail);

  /** Each reads all that there is, or costs a mail. */
  const limited = (request: Pick<FastifyRequest, 'caller'>, reply: FastifyReply): Refusal | null =>
    limits.ofSession(reply, 'leave', personOf(request).session.sessionId);

  const isProven = async (
    request: Proven,
    reply: FastifyReply,
    action: TrailAction,
  ): Promise<Refusal | null> => {
    const { password, passkey } = request.body ?? {};
    const gaveNone = password == null && passkey == null;
    if (gaveNone && isFreshSession(personOf(request).session, clock.nowMs())) return null;
    const outcome = await proven(request, reply, action);
    return outcome instanceof Refusal ? outcome : null;
  };

  serve(routes.exportOwnData, async (request, reply) => {
    const signedIn = personOf(request);
    const { personId } = signedIn.person;
    const refusal = limited(request, reply) ?? (await isProven(request, reply, 'export.taken'));
    if (refusal !== null) return refusal;
    tellOfPerson(request, 'console', personId);
    log.info({ person_id: personId }, 'a person of the Console took what is known of them');
    return documentReply(personDocument(options, signedIn.person), `${personId}.json`);
  });

  serve(routes.setDeletion, async (request, reply) => {
    const { person: before, session } = personOf(request);
    const { personId } = before;
    const language = mailLanguage(request);
    tellOfPerson(request, 'console', personId);
    if (!request.body.wanted) {
      const after = await consoleLeaving.takeBack(before, language);
      if (after.leaving !== undefined || after.left !== undefined) return refuse('deletion_begun');
      tellTrail(request, { action: 'deletion.taken_back' });
      return { status: 200, body: { deletion: null } };
    }
    const refusal = limited(request, reply) ?? (await isProven(request, reply, 'deletion.asked'));
    if (refusal !== null) return refusal;
    const outcome = await consoleLeaving.ask(before, { session, language });
    if (outcome.kind === 'only_owner') return onlyOwner(outcome.owned);
    const deletion = deletionReply(outcome.person);
    // A new password came in between, and ended this session.
    if (deletion === null) return refuse('confirmation_needed');
    log.info({ person_id: personId }, 'a person of the Console asked to be deleted');
    return { status: 200, body: { deletion } };
  });
}
