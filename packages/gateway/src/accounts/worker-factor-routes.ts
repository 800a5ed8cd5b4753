import { routes } from '@asg/wire';
import { setSessionCookie } from '../auth/session-cookie.ts';
import type { GatewayOptions } from '../options.ts';
import { codeRefusal } from '../people/factor-refusals.ts';
import type { Serve } from '../serving/serve.ts';
import { tellOfPerson } from '../trail/told.ts';
import type { SignIns } from './sign-in.ts';
import { sessionReply } from './worker-replies.ts';

/** The ways in beside the password, and after it. */
export function serveWorkerFactors(
  serve: Serve,
  signIns: SignIns,
  { workers, trail, people: { factors } }: GatewayOptions,
): void {
  const { passkeys, secondFactor } = factors;

  serve(routes.logInWithCode, async (request, reply) => {
    const { ticket, code } = request.body;
    const place = signIns.place(request);
    const taken = await secondFactor.byTicket(ticket, code, place.language, (guessed) =>
      trail.guessed(guessed, place.network, 'code'),
    );
    if (taken.refused !== null) return codeRefusal(taken);
    const session = await workers.enter(taken.person, place);
    tellOfPerson(request, 'work', session.workerId);
    setSessionCookie(request, reply, 'worker', session);
    await signIns.note(request, reply, { accountId: session.workerId, isNew: false, place });
    return { status: 200, body: sessionReply(session) };
  });

  serve(routes.logInWithPasskey, async (request, reply) => {
    const place = signIns.place(request);
    const person = await passkeys.personOf(request.body.answer, (guessed) =>
      trail.guessed(guessed, place.network, 'passkey'),
    );
    if (person === null) return codeRefusal({ refused: 'passkey_refused' });
    const session = await workers.enter(person, place);
    tellOfPerson(request, 'work', session.workerId);
    setSessionCookie(request, reply, 'worker', session);
    await signIns.note(request, reply, { accountId: session.workerId, isNew: false, place });
    return { status: 200, body: sessionReply(session) };
  });
}
