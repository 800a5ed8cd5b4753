import { Readable } from 'node:stream';
import { routes } from '@asg/wire';
import type { FastifyReply } from 'fastify';
import { type AuthenticatedWorker, workerOf } from '../caller.ts';
import { attachmentOf } from '../exports/file-name.ts';
import type { GatewayOptions } from '../options.ts';
import { deletionReply } from '../people/deletion-reply.ts';
import { mailLanguage } from '../people/mail-language.ts';
import type { RateLimits } from '../rate-limits/rate-limits.ts';
import { Refusal, refuse } from '../refusals/refusal.ts';
import { rfc3339 } from '../replies/time.ts';
import type { Serve } from '../serving/serve.ts';
import { tellOfPerson } from '../trail/told.ts';
import { workerDocument } from './worker-document.ts';

/** Workers take all that is known of them with them, and go. */
export function serveLeaving(serve: Serve, limits: RateLimits, options: GatewayOptions): void {
  const { workers, leaving, log } = options;

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
    return documentReply(options, { worker, person });
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
    const person = await leaving.stay(request.body.token, mailLanguage(request));
    if (person === null || person.leaving !== undefined) return refuse('link_invalid');
    tellOfPerson(request, 'work', person.personId);
    return { status: 204, body: undefined };
  });
}

/** The same, for somebody who writes to the operator. */
export function serveLeavingAdmin(serve: Serve, options: GatewayOptions): void {
  const { workers, leaving, log } = options;

  serve(routes.adminExportWorker, async ({ params: { worker_id: workerId } }) => {
    const worker = await workers.find(workerId);
    const person = worker && (await workers.personOf(worker));
    if (worker === null || person === null) return refuse('worker_not_found');
    log.info({ worker_id: workerId }, 'the operator took what is known of a worker');
    return documentReply(options, { worker, person });
  });

  serve(routes.adminDeleteWorker, async (request) => {
    const { worker_id: workerId } = request.params;
    const worker = await workers.find(workerId);
    const person = worker && (await workers.personOf(worker));
    if (worker === null || person === null) return refuse('worker_not_found');
    const isAtOnce = request.body?.at_once === true;
    const language = mailLanguage(request);
    const after = await leaving.ask(person, { session: null, language, isAtOnce });
    log.info({ worker_id: workerId, at_once: isAtOnce }, 'the operator deletes a worker');
    const asked = deletionReply(after);
    const erasedMs = after.left?.atMs ?? null;
    if (asked === null && erasedMs === null) throw new Error(`worker ${workerId} was not asked to leave`);
    const erasedAt = erasedMs === null ? null : rfc3339(erasedMs);
    return {
      status: 202,
      body: {
        asked_at: asked?.asked_at ?? null,
        erased_from: asked?.erased_from ?? erasedAt ?? '',
        erased_at: erasedAt,
      },
    };
  });

  serve(routes.adminKeepWorker, async (request) => {
    const worker = await workers.find(request.params.worker_id);
    const person = worker && (await workers.personOf(worker));
    if (person === null) return refuse('worker_not_found');
    const after = await leaving.takeBack(person, mailLanguage(request));
    if (after.leaving !== undefined || after.left !== undefined) return refuse('deletion_begun');
    log.info({ worker_id: person.personId }, 'the operator keeps a worker');
    return { status: 204, body: undefined };
  });
}

function documentReply(options: GatewayOptions, who: Parameters<typeof workerDocument>[1]) {
  const headers = {
    'content-type': 'application/json',
    'content-disposition': attachmentOf(`${who.worker.workerId}.json`),
    'cache-control': 'no-store',
  };
  return {
    status: 200,
    headers,
    body: Readable.from(workerDocument(options, who), { objectMode: false }),
  } as const;
}
