import type { SignedIn } from '@asg/engines';
import { type AnswerOf, routes } from '@asg/wire';
import { workerOf } from '../caller.ts';
import type { GatewayOptions } from '../options.ts';
import type { RateLimits } from '../rate-limits/rate-limits.ts';
import { refuse } from '../refusals/refusal.ts';
import { rfc3339 } from '../replies/time.ts';
import type { Serve } from '../serving/serve.ts';
import { mailLanguage } from './mail-language.ts';
import { weakPassword } from './weak-password.ts';

/** What people do about their own way in: password, e-mail, sessions. */
export function servePeople(serve: Serve, limits: RateLimits, { people }: GatewayOptions): void {
  serve(routes.forgotPassword, async (request, reply) => {
    const { email } = request.body;
    const limited = limits.mail(reply, email);
    if (limited !== null) return limited;
    await people.askReset(email, mailLanguage(request));
    return { status: 202, body: undefined };
  });

  serve(routes.resetPassword, async (request) => {
    const { token, password } = request.body;
    const outcome = await people.reset(token, password, mailLanguage(request));
    if (outcome === 'weak_password') return weakPassword();
    return outcome === 'changed' ? { status: 204, body: undefined } : refuse('link_invalid');
  });

  serve(routes.confirmEmail, async (request) => {
    const outcome = await people.confirm(request.body.token);
    return outcome.kind === 'confirmed'
      ? { status: 200, body: { email: outcome.email } }
      : refuse(outcome.kind);
  });

  serve(routes.sendVerification, async (request, reply) => {
    const { person } = workerOf(request);
    const limited = limits.mail(reply, person.email);
    if (limited !== null) return limited;
    await people.askVerification(person, mailLanguage(request));
    return { status: 202, body: undefined };
  });

  serve(routes.changePassword, async (request, reply) => {
    const signedIn = workerOf(request);
    // Each try costs a hash of the password.
    const limited = limits.confirmation(reply, signedIn.person.personId);
    if (limited !== null) return limited;
    const { current_password: current, password: next } = request.body;
    const outcome = await people.changePassword(signedIn, { current, next, language: mailLanguage(request) });
    if (outcome === 'weak_password') return weakPassword();
    return outcome === 'changed' ? { status: 204, body: undefined } : refuse('wrong_password');
  });

  serve(routes.changeEmail, async (request, reply) => {
    const { person } = workerOf(request);
    const { email, password } = request.body;
    const limited = limits.confirmation(reply, person.personId) ?? limits.mail(reply, email);
    if (limited !== null) return limited;
    const outcome = await people.askEmail(person, { email, password, language: mailLanguage(request) });
    return outcome === 'asked' ? { status: 202, body: undefined } : refuse('wrong_password');
  });

  serve(routes.listSessions, async (request) => {
    const signedIn = workerOf(request);
    const open = await people.sessions(signedIn.person);
    return { status: 200, body: { data: open.map((session) => sessionReply(session, signedIn)) } };
  });

  serve(routes.endSession, async (request) => {
    const isEnded = await people.endSession(workerOf(request).person, request.params.session_id);
    return isEnded ? { status: 204, body: undefined } : refuse('session_not_found');
  });

  serve(routes.endOtherSessions, async (request) => {
    await people.endOthers(workerOf(request));
    return { status: 204, body: undefined };
  });
}

function sessionReply(
  { sessionId, device, network, openedAtMs, expiresAtMs }: SignedIn['session'],
  { session: own }: SignedIn,
): AnswerOf<typeof routes.listSessions>['body']['data'][number] {
  return {
    session_id: sessionId,
    current: sessionId === own.sessionId,
    device,
    network,
    opened_at: rfc3339(openedAtMs),
    expires_at: rfc3339(expiresAtMs),
  };
}
