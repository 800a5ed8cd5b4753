import { factorsOf, liveCodes, type Passkey } from '@asg/domain';
import { mailLanguageOf } from '@asg/domain/names';
import type { People, SignedIn } from '@asg/people';
import { type AnswerOf, type FactorRoutes, routes } from '@asg/wire';
import { personOf } from '../caller.ts';
import type { GatewayOptions } from '../options.ts';
import type { RateLimits } from '../rate-limits/rate-limits.ts';
import { Refusal, refuse } from '../refusals/refusal.ts';
import { rfc3339, rfc3339OrNull } from '../replies/time.ts';
import type { Serve } from '../serving/serve.ts';
import { tellTrail } from '../trail/told.ts';
import { codeRefusal } from './factor-refusals.ts';
import { mailLanguage } from './mail-language.ts';
import { provenBy, refusedTo } from './proof.ts';

/** What people of a realm set up for their ways in: passkeys, and codes as a second factor. */
export function serveFactors(
  serve: Serve,
  limits: RateLimits,
  family: FactorRoutes,
  { factors }: People,
  { clock, trail }: GatewayOptions,
): void {
  const { passkeys, secondFactor } = factors;
  const proven = provenBy(limits, factors, trail);
  const refused = refusedTo(trail);

  serve(family.askPasskey, async () => {
    return { status: 200, body: { options: passkeys.ask() } };
  });

  serve(family.getFactors, async (request) => {
    return { status: 200, body: factorsReply(personOf(request), clock.nowMs()) };
  });

  serve(family.askNewPasskey, async (request, reply) => {
    const person = await proven(request, reply, 'passkey.added');
    if (person instanceof Refusal) return person;
    const options = passkeys.askNew(person);
    return options === null ? refuse('too_many_passkeys') : { status: 200, body: { options } };
  });

  serve(family.addPasskey, async (request) => {
    const { name, answer } = request.body;
    const { id, response } = answer;
    const made = { id, response: { ...response, transports: response.transports ?? [] } };
    const language = mailLanguage(request);
    const added = await passkeys.add(personOf(request), { name: name.trim(), answer: made, language });
    if (added === 'passkey_refused') return codeRefusal({ refused: added });
    return typeof added === 'string' ? refuse(added) : { status: 201, body: passkeyReply(added) };
  });

  serve(family.removePasskey, async (request) => {
    const { passkey_id: passkeyId } = request.params;
    const isRemoved = await passkeys.remove(personOf(request), passkeyId, mailLanguage(request));
    return isRemoved ? { status: 204, body: undefined } : refuse('passkey_not_found');
  });

  serve(family.offerSecondFactor, async (request, reply) => {
    const person = await proven(request, reply, 'second_factor.turned_on');
    if (person instanceof Refusal) return person;
    const offer = secondFactor.offer(person);
    if (offer === null) return refuse('codes_on');
    const { secret, uri, ticket, expiresAtMs } = offer;
    return { status: 200, body: { secret, uri, ticket, expires_at: rfc3339(expiresAtMs) } };
  });

  serve(family.setSecondFactor, async (request) => {
    const language = mailLanguage(request);
    const added = await secondFactor.add(personOf(request), { ...request.body, language });
    if (added === 'wrong_code') return codeRefusal({ refused: added });
    return typeof added === 'string' ? refuse(added) : { status: 200, body: { recovery_codes: added } };
  });

  serve(family.removeSecondFactor, async (request, reply) => {
    const signedIn = personOf(request);
    const { sessionId } = signedIn.session;
    const limited = limits.ofSession(reply, 'password', sessionId);
    if (limited !== null) return limited;
    const language = mailLanguage(request);
    const outcome = await limits.confirmation(reply, sessionId, async () => {
      const told = await secondFactor.remove(signedIn, { ...request.body, language });
      return told.refused === 'wrong_password' ? null : told;
    });
    const action = 'second_factor.turned_off';
    if (outcome === null) return refused(request, action, { refused: 'wrong_password' });
    if (outcome instanceof Refusal) return outcome;
    return outcome.refused === null ? { status: 204, body: undefined } : refused(request, action, outcome);
  });

  serve(family.renewRecoveryCodes, async (request, reply) => {
    const person = await proven(request, reply, 'recovery_codes.renewed');
    if (person instanceof Refusal) return person;
    const codes = await secondFactor.renewRecovery(person);
    return codes === null ? refuse('codes_off') : { status: 200, body: { recovery_codes: codes } };
  });
}

/** What the operator does for somebody who lost everything. */
export function serveFactorsAdmin(serve: Serve, options: GatewayOptions): void {
  const { people, consolePeople, organisations, workers, log } = options;

  serve(routes.adminEndPersonSecondFactor, async (request) => {
    const person = await consolePeople.byEmail(request.body.email);
    if (person === null) return refuse('person_not_found');
    const { personId } = person;
    const { caller } = request;
    const mayChangeOperators =
      caller === null || !('operatorRole' in caller) || caller.may.includes('operators');
    // Nobody reaches above themselves.
    if (!mayChangeOperators && (await organisations.isOperator(personId)))
      return refuse('not_permitted', { message: 'not permitted: this is an operator, it takes operators' });
    const endsAtMs = await consolePeople.factors.secondFactor.end(personId, 'en');
    if (endsAtMs === null) return refuse('codes_off');
    tellTrail(request, { personId, object: personId });
    log.info({ person_id: personId, ends_at: rfc3339(endsAtMs) }, 'the operator ends a second factor');
    return { status: 200, body: { ends_at: rfc3339(endsAtMs) } };
  });

  serve(routes.adminEndSecondFactor, async ({ params: { worker_id: workerId } }) => {
    const worker = await workers.find(workerId);
    if (worker === null) return refuse('worker_not_found');
    const language = mailLanguageOf([worker.profile?.primaryLanguage ?? '']);
    const endsAtMs = await people.factors.secondFactor.end(workerId, language);
    if (endsAtMs === null) return refuse('codes_off');
    log.info({ worker_id: workerId, ends_at: rfc3339(endsAtMs) }, 'the operator ends a second factor');
    return { status: 200, body: { ends_at: rfc3339(endsAtMs) } };
  });
}

function factorsReply(
  { person }: Pick<SignedIn, 'person'>,
  nowMs: number,
): AnswerOf<FactorRoutes['getFactors']>['body'] {
  const { passkeys } = factorsOf(person);
  const codes = liveCodes(factorsOf(person), nowMs);
  return {
    passkeys: passkeys.map(passkeyReply),
    second_factor: codes && {
      since: rfc3339(codes.sinceMs),
      recovery_codes_left: codes.recovery.filter(({ usedBy }) => usedBy === null).length,
      ends_at: rfc3339OrNull(codes.endsAtMs ?? null),
    },
  };
}

function passkeyReply({
  passkeyId,
  name,
  addedAtMs,
  lastUsedAtMs,
}: Passkey): Extract<AnswerOf<FactorRoutes['addPasskey']>, { status: 201 }>['body'] {
  return {
    passkey_id: passkeyId,
    name,
    added_at: rfc3339(addedAtMs),
    last_used_at: rfc3339OrNull(lastUsedAtMs),
  };
}
