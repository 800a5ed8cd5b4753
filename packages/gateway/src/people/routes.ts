import type { ConfirmOutcome, People, SignedIn, Trail, WorkerPlace } from '@asg/people';
import { type AnswerOf, type PeopleRoutes, routes } from '@asg/wire';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { personOf } from '../caller.ts';
import type { GatewayOptions } from '../options.ts';
import type { RateLimits } from '../rate-limits/rate-limits.ts';
import { Refusal, refuse } from '../refusals/refusal.ts';
import { rfc3339 } from '../replies/time.ts';
import type { Serve } from '../serving/serve.ts';
import { tellOfPerson, tellTrail } from '../trail/told.ts';
import { mailLanguage } from './mail-language.ts';
import { guessedIn } from './proof.ts';
import { weakPassword } from './weak-password.ts';

/** Where a request comes from, and how a browser keeps the name that it is known by. */
interface Places {
  place(request: FastifyRequest): WorkerPlace;
  remember(request: FastifyRequest, reply: FastifyReply, place: WorkerPlace): void;
}

type Confirmed = Extract<ConfirmOutcome, { readonly kind: 'confirmed' }>;

/** What people of a realm do about their own way in: password, e-mail, sessions. `confirmed`: what follows of it. */
export function servePeople(
  serve: Serve,
  limits: RateLimits,
  places: Places,
  family: PeopleRoutes,
  people: People,
  trail: Trail,
  confirmed: (outcome: Confirmed) => Promise<void> = async () => {},
): void {
  const guessed = guessedIn(trail);

  serve(family.forgotPassword, async (request, reply) => {
    const { email } = request.body;
    const device = await people.knownDevice(email, places.place(request));
    const limited = limits.asking(request, reply, device);
    if (limited !== null) return limited;
    await people.askReset(email, { language: mailLanguage(request), device });
    return { status: 202, body: undefined };
  });

  serve(family.resetPassword, async (request, reply) => {
    const { token, password } = request.body;
    // Each that is right costs a look at the password.
    const limited = limits.ofLink(reply, token);
    if (limited !== null) return limited;
    const place = places.place(request);
    const outcome = await people.reset(token, password, place);
    if (outcome.kind !== 'changed')
      return outcome.kind === 'weak_password' ? weakPassword() : refuse('link_invalid');
    tellOfPerson(request, outcome.person.realm, outcome.person.personId);
    places.remember(request, reply, place);
    return { status: 204, body: undefined };
  });

  serve(family.confirmEmail, async (request) => {
    const outcome = await people.confirm(request.body.token);
    if (outcome.kind !== 'confirmed') return refuse(outcome.kind);
    tellOfPerson(request, outcome.person.realm, outcome.person.personId);
    tellTrail(request, { personal: { email: outcome.person.email } });
    await confirmed(outcome);
    return { status: 200, body: { email: outcome.person.email } };
  });

  serve(family.changePassword, async (request, reply) => {
    const signedIn = personOf(request);
    const { sessionId } = signedIn.session;
    // Each costs a hash of the password, and a look at the new one.
    const limited = limits.ofSession(reply, 'password', sessionId);
    if (limited !== null) return limited;
    const { current_password: current, password: next } = request.body;
    const outcome = await limits.confirmation(reply, sessionId, async () => {
      const changed = await people.changePassword(signedIn, {
        current,
        next,
        language: mailLanguage(request),
      });
      return changed === 'wrong_password' ? null : changed;
    });
    if (outcome instanceof Refusal) return outcome;
    if (outcome === 'weak_password') return weakPassword();
    if (outcome !== null) return { status: 204, body: undefined };
    guessed(request, 'password.changed', 'password');
    return refuse('wrong_password');
  });

  serve(family.changeEmail, async (request, reply) => {
    const { person, session } = personOf(request);
    // What is on its way to another address would outlast the account.
    if (person.leaving !== undefined) return refuse('account_leaving');
    const { email, password } = request.body;
    const limited = limits.account(reply, 'mail', person.personId);
    if (limited !== null) return limited;
    const outcome = await limits.confirmation(reply, session.sessionId, async () => {
      const asked = await people.askEmail(person, { email, password, language: mailLanguage(request) });
      return asked === 'wrong_password' ? null : asked;
    });
    if (outcome instanceof Refusal) return outcome;
    if (outcome !== null) return { status: 202, body: undefined };
    guessed(request, 'email.change_asked', 'password');
    return refuse('wrong_password');
  });

  serve(family.listSessions, async (request) => {
    const signedIn = personOf(request);
    const open = await people.sessions(signedIn.person);
    return { status: 200, body: { data: open.map((session) => sessionReply(session, signedIn)) } };
  });

  serve(family.endSession, async (request) => {
    const isEnded = await people.endSession(personOf(request).person, request.params.session_id);
    return isEnded ? { status: 204, body: undefined } : refuse('session_not_found');
  });

  serve(family.endOtherSessions, async (request) => {
    await people.endOthers(personOf(request));
    return { status: 204, body: undefined };
  });
}

export function serveVerification(serve: Serve, limits: RateLimits, { people }: GatewayOptions): void {
  serve(routes.sendVerification, async (request, reply) => {
    const { person } = personOf(request);
    const limited = limits.account(reply, 'mail', person.personId);
    if (limited !== null) return limited;
    await people.askVerification(person, mailLanguage(request));
    return { status: 202, body: undefined };
  });
}

function sessionReply(
  { sessionId, device, network, openedAtMs, expiresAtMs }: SignedIn['session'],
  { session: own }: SignedIn,
): AnswerOf<PeopleRoutes['listSessions']>['body']['data'][number] {
  return {
    session_id: sessionId,
    current: sessionId === own.sessionId,
    device,
    network,
    opened_at: rfc3339(openedAtMs),
    expires_at: rfc3339(expiresAtMs),
  };
}
