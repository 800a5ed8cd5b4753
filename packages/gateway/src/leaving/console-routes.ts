import { isFreshSession } from '@asg/domain';
import type { TrailAction } from '@asg/domain/names';
import { type InputOf, routes } from '@asg/wire';
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
import { organisationDocument } from './organisation-document.ts';
import { personDocument } from './person-document.ts';
import { onlyOwner, organisationRefusal } from './refusals.ts';

type Proven = Parameters<ReturnType<typeof provenBy>>[0];
type SetDeletion = FastifyRequest<InputOf<typeof routes.setDeletion>>;

const ndjson = 'application/x-ndjson';

/** People of the Console take what is known of them with them, and go. */
export function serveConsoleLeaving(serve: Serve, limits: RateLimits, options: GatewayOptions): void {
  const { clock, consolePeople, consoleLeaving, customers, organisations, organisationLeaving, trail, log } =
    options;
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

  /** The organisation that the session is in, for an owner of it alone. */
  const owned = async (request: Pick<FastifyRequest, 'caller'>) => {
    const member = await organisations.current(personOf(request));
    if (member === null) return refuse('organisation_not_found');
    return member.role === 'owner' ? member.customerId : refuse('owners_only');
  };
  /** With a proof of this moment, whenever they signed in. */
  const proved = async (
    request: Proven,
    reply: FastifyReply,
    action: TrailAction,
  ): Promise<Refusal | null> => {
    const refusal = limited(request, reply);
    if (refusal !== null) return refusal;
    const outcome = await proven(request, reply, action);
    return outcome instanceof Refusal ? outcome : null;
  };

  const exportOrganisation = async (request: Proven & Pick<FastifyRequest, 'trail'>, reply: FastifyReply) => {
    const customerId = await owned(request);
    if (customerId instanceof Refusal) return customerId;
    const refusal = await proved(request, reply, 'export.taken');
    if (refusal !== null) return refusal;
    tellTrail(request, { ownerId: customerId, object: customerId });
    log.info({ customer_id: customerId }, 'an owner took what is known of an organisation');
    const customer = await customers.current(customerId);
    return documentReply(organisationDocument(options, customer), `${customerId}.jsonl`, ndjson);
  };

  serve(routes.exportOwnData, async (request, reply) => {
    if (request.params.leaver === 'organisation') return exportOrganisation(request, reply);
    const signedIn = personOf(request);
    const { personId } = signedIn.person;
    const refusal = limited(request, reply) ?? (await isProven(request, reply, 'export.taken'));
    if (refusal !== null) return refusal;
    tellOfPerson(request, 'console', personId);
    log.info({ person_id: personId }, 'a person of the Console took what is known of them');
    return documentReply(personDocument(options, signedIn.person), `${personId}.json`);
  });

  const setOwn = async (request: SetDeletion, reply: FastifyReply) => {
    const { person: before, session } = personOf(request);
    const { personId } = before;
    const language = mailLanguage(request);
    tellOfPerson(request, 'console', personId);
    if (!request.body.wanted) {
      const after = await consoleLeaving.takeBack(before, language);
      if (after.leaving !== undefined || after.left !== undefined) return refuse('deletion_begun');
      return null;
    }
    const refusal = limited(request, reply) ?? (await isProven(request, reply, 'deletion.asked'));
    if (refusal !== null) return refusal;
    const outcome = await consoleLeaving.ask(before, { session, language });
    if (outcome.kind === 'only_owner') return onlyOwner(outcome.owned);
    log.info({ person_id: personId }, 'a person of the Console asked to be deleted');
    // Null: a new password came in between, and ended this session.
    return deletionReply(outcome.person) ?? refuse('confirmation_needed');
  };

  const setOrganisations = async (request: SetDeletion, reply: FastifyReply) => {
    const customerId = await owned(request);
    if (customerId instanceof Refusal) return customerId;
    const language = mailLanguage(request);
    tellTrail(request, { ownerId: customerId, object: customerId });
    if (!request.body.wanted)
      return (await organisationLeaving.takeBack(customerId, language)) === null
        ? null
        : refuse('deletion_begun');
    const refusal = await proved(request, reply, 'deletion.asked');
    if (refusal !== null) return refusal;
    const outcome = await organisationLeaving.ask(customerId, { language });
    if (outcome.kind !== 'asked') return organisationRefusal(outcome);
    log.info({ customer_id: customerId }, 'an owner asked for an organisation to be deleted');
    return deletionReply(outcome.departure) ?? refuse('deletion_begun');
  };

  serve(routes.setDeletion, async (request, reply) => {
    const isOwn = request.params.leaver === 'me';
    const deletion = await (isOwn ? setOwn(request, reply) : setOrganisations(request, reply));
    if (deletion instanceof Refusal) return deletion;
    if (deletion === null) tellTrail(request, { action: 'deletion.taken_back' });
    return { status: 200, body: { deletion } };
  });
}
