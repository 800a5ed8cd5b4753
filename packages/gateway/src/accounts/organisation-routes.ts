import type { PersonSession, WorkerPlace } from '@asg/people';
import { type AnswerOf, routes } from '@asg/wire';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { setSessionCookie } from '../auth/session-cookie.ts';
import { personOf } from '../caller.ts';
import type { GatewayOptions } from '../options.ts';
import { codeRefusal } from '../people/factor-refusals.ts';
import { mailLanguage } from '../people/mail-language.ts';
import { weakPassword } from '../people/weak-password.ts';
import type { RateLimits } from '../rate-limits/rate-limits.ts';
import { Refusal, refuse } from '../refusals/refusal.ts';
import { rfc3339 } from '../replies/time.ts';
import type { Serve } from '../serving/serve.ts';
import { tellOfPerson } from '../trail/told.ts';
import type { SignIns } from './sign-in.ts';
import { tellOfMember } from './team-routes.ts';

interface Arrival {
  readonly isNew: boolean;
  readonly place: WorkerPlace;
}

/** Answers somebody who came in. Their organisation is what links of accounts are told of. */
function signedInWith(signIns: SignIns, { organisations }: Pick<GatewayOptions, 'organisations'>) {
  return async (
    request: FastifyRequest,
    reply: FastifyReply,
    session: PersonSession,
    { isNew, place }: Arrival,
  ): Promise<AnswerOf<typeof routes.logInPerson>['body']> => {
    tellOfPerson(request, 'console', session.personId);
    setSessionCookie(request, reply, 'customer', session);
    const caller = await organisations.caller(session.token);
    const accountId =
      caller === null || caller === 'in_no_organisation' ? session.personId : caller.customerId;
    await signIns.note(request, reply, { accountId, isNew, place });
    const { personId, token, expiresAtMs } = session;
    return { person_id: personId, token, expires_at: rfc3339(expiresAtMs) };
  };
}

/** How people come into the Console, and into their organisations. */
export function serveOrganisations(
  serve: Serve,
  limits: RateLimits,
  signIns: SignIns,
  options: GatewayOptions,
): void {
  const { organisations, consolePeople, trail } = options;
  const signedIn = signedInWith(signIns, options);

  serve(routes.signUpPerson, async (request) => {
    const { name, email } = request.body;
    await consolePeople.askSignUp({ name: name.trim(), email }, mailLanguage(request));
    return { status: 202, body: undefined };
  });

  serve(routes.joinConsole, async (request, reply) => {
    const { token, password } = request.body;
    // Each that is right costs a look at the password.
    const limited = limits.ofLink(reply, token);
    if (limited !== null) return limited;
    const place = signIns.place(request);
    const outcome = await organisations.join(token, password, place);
    if (outcome.kind === 'weak_password') return weakPassword();
    if (outcome.kind !== 'joined') return refuse('link_invalid');
    if (outcome.member !== undefined) tellOfMember(request, outcome.member);
    return { status: 201, body: await signedIn(request, reply, outcome.session, { isNew: true, place }) };
  });

  serve(routes.logInPerson, async (request, reply) => {
    const { email, password } = request.body;
    const place = signIns.place(request);
    const device = await consolePeople.knownDevice(email, place);
    const session = await limits.logIn(request, reply, { realm: 'console', email, device }, () =>
      organisations.logIn({ email, password }, place),
    );
    if (session instanceof Refusal) return session;
    if (session === null) return refuse('wrong_credentials');
    if ('ticket' in session) return refuse('code_wanted', { extra: { ticket: session.ticket } });
    return { status: 200, body: await signedIn(request, reply, session, { isNew: false, place }) };
  });

  serve(routes.logInPersonWithCode, async (request, reply) => {
    const place = signIns.place(request);
    const { ticket, code } = request.body;
    const taken = await consolePeople.factors.secondFactor.byTicket(ticket, code, place.language, (guessed) =>
      trail.guessed(guessed, place.network, 'code'),
    );
    if (taken.refused !== null) return codeRefusal(taken);
    const session = await organisations.admit(taken.person, place);
    return { status: 200, body: await signedIn(request, reply, session, { isNew: false, place }) };
  });

  serve(routes.logInPersonWithPasskey, async (request, reply) => {
    const place = signIns.place(request);
    const person = await consolePeople.factors.passkeys.personOf(request.body.answer, (guessed) =>
      trail.guessed(guessed, place.network, 'passkey'),
    );
    if (person === null) return codeRefusal({ refused: 'passkey_refused' });
    const session = await organisations.admit(person, place);
    return { status: 200, body: await signedIn(request, reply, session, { isNew: false, place }) };
  });

  serve(routes.logOutPerson, async (request, reply) => {
    const { person, session } = personOf(request);
    await consolePeople.endSession(person, session.sessionId);
    setSessionCookie(request, reply, 'customer', null);
    return { status: 204, body: undefined };
  });

  serve(routes.enterOrganisation, async (request) => {
    const isIn = await organisations.enter(personOf(request), request.body.customer_id);
    return isIn ? { status: 204, body: undefined } : refuse('organisation_not_found');
  });

  serve(routes.reviewedKeys, async (request) => {
    const caller = await organisations.current(personOf(request));
    if (caller !== null) await organisations.reviewedKeys(caller);
    return { status: 204, body: undefined };
  });
}
