import { realms } from '@asg/domain/names';
import { routes } from '@asg/wire';
import type { FastifyReply } from 'fastify';
import { type AuthenticatedWorker, workerOf } from '../caller.ts';
import type { GatewayOptions } from '../options.ts';
import { deletionReply } from '../people/deletion-reply.ts';
import { mailLanguage } from '../people/mail-language.ts';
import type { RateLimits } from '../rate-limits/rate-limits.ts';
import { Refusal, refuse } from '../refusals/refusal.ts';
import type { Serve } from '../serving/serve.ts';
import { tellOfPerson } from '../trail/told.ts';
import { documentReply } from './document-reply.ts';
import { workerDocument } from './worker-document.ts';

/** Workers take all that is known of them with them, and go. */
export function serveLeaving(serve: Serve, limits: RateLimits, options: GatewayOptions): void {
  const { workers, leavings, log } = options;
  const leaving = leavings.work;

  /** Null: it is the worker who asks. Each time costs a hash of the password, or reads all that there is. */
  const notConfirmed = async (
    reply: FastifyReply,
    signedIn: AuthenticatedWorker,
    password: string | null = null,
  ): Promise<Refusal | null> => {
    const { sessionId } = signedIn.session;
    const limited = limits.ofSession(reply, 'leave', sessionId);
    if (limited !== null) return limited;
    const confirms = async () => ((await workers.confirms(signedIn, password)) ? 'it is them' : null);
    const confirmed = await (password === null
      ? confirms()
      : limits.confirmation(reply, sessionId, confirms));
    if (confirmed instanceof Refusal) return confirmed;
    return confirmed === null ? refuse('confirmation_needed') : null;
  };

  serve(routes.exportWorkerData, async (request, reply) => {
    const signedIn = workerOf(request);
    const { worker, person } = signedIn;
    const refusal = await notConfirmed(reply, signedIn, request.body?.password);
    if (refusal !== null) return refusal;
    log.info({ worker_id: worker.workerId }, 'a worker took what is known of them');
    return documentReply(workerDocument(options, { worker, person }), `${worker.workerId}.json`);
  });

  serve(routes.askForDeletion, async (request, reply) => {
    const signedIn = workerOf(request);
    const { person, session } = signedIn;
    const refusal = await notConfirmed(reply, signedIn, request.body?.password);
    if (refusal !== null) return refusal;
    const after = await leaving.ask(person, { session, language: mailLanguage(request) });
    const asked = deletionReply(after);
    // A new password came in between, and ended this session.
    if (asked === null) return refuse('confirmation_needed');
    log.info({ worker_id: person.personId }, 'a worker asked to be deleted');
    return { status: 202, body: asked };
  });

  serve(routes.takeBackDeletion, async (request) => {
    const { person } = workerOf(request);
    const after = await leaving.takeBack(person, mailLanguage(request));
    if (after.leaving !== undefined || after.left !== undefined) return refuse('deletion_begun');
    return { status: 204, body: undefined };
  });

  serve(routes.takeBackDeletionByLink, async (request, reply) => {
    const limited = limits.ofLink(reply, request.body.token);
    if (limited !== null) return limited;
    for (const realm of realms) {
      const person = await leavings[realm].stay(request.body.token, mailLanguage(request));
      if (person === null || person.leaving !== undefined) continue;
      tellOfPerson(request, realm, person.personId);
      return { status: 204, body: undefined };
    }
    return refuse('link_invalid');
  });
}
