import type { Person, WorkerRecord } from '@asg/domain';
import { routes } from '@asg/wire';
import type { FastifyRequest } from 'fastify';
import type { GatewayOptions } from '../options.ts';
import { deletionReply } from '../people/deletion-reply.ts';
import { mailLanguage } from '../people/mail-language.ts';
import { refuse } from '../refusals/refusal.ts';
import { rfc3339 } from '../replies/time.ts';
import type { Serve } from '../serving/serve.ts';
import { tellTrail } from '../trail/told.ts';
import { documentReply } from './document-reply.ts';
import { personDocument } from './person-document.ts';
import { onlyOwner } from './refusals.ts';
import { workerDocument } from './worker-document.ts';

type Account =
  | { readonly realm: 'work'; readonly worker: WorkerRecord; readonly person: Person }
  | { readonly realm: 'console'; readonly person: Person };

/** For somebody who writes to the operator. */
export function serveLeavingAdmin(serve: Serve, options: GatewayOptions): void {
  const { workers, consoleLeaving, leavings, log } = options;

  /** Also one that is being erased, or is. Null: there is none. */
  const accountOf = async (accountId: string): Promise<Account | null> => {
    const worker = await workers.find(accountId);
    if (worker !== null) return { realm: 'work', worker, person: await workers.personOf(worker) };
    const person = await consoleLeaving.find(accountId);
    return person === null ? null : { realm: 'console', person };
  };
  const tellOf = (request: Pick<FastifyRequest, 'trail'>, { realm, person: { personId } }: Account): void =>
    tellTrail(request, realm === 'work' ? { ownerId: personId } : { personId });

  serve(routes.adminExportAccount, async (request) => {
    const { account_id: accountId } = request.params;
    const account = await accountOf(accountId);
    if (account === null) return refuse('account_not_found');
    tellOf(request, account);
    log.info({ account_id: accountId }, 'the operator took what is known of an account');
    const { person } = account;
    const text =
      account.realm === 'work'
        ? workerDocument(options, { worker: account.worker, person })
        : personDocument(options, person);
    return documentReply(text, `${accountId}.json`);
  });

  serve(routes.adminDeleteAccount, async (request) => {
    const { account_id: accountId } = request.params;
    const account = await accountOf(accountId);
    if (account === null) return refuse('account_not_found');
    const isAtOnce = request.body?.at_once === true;
    const asking = { session: null, language: mailLanguage(request), isAtOnce };
    const outcome =
      account.realm === 'console'
        ? await consoleLeaving.ask(account.person, asking)
        : ({ kind: 'asked', person: await leavings.work.ask(account.person, asking) } as const);
    if (outcome.kind === 'only_owner') return onlyOwner(outcome.owned);
    tellOf(request, account);
    log.info({ account_id: accountId, at_once: isAtOnce }, 'the operator deletes an account');
    return { status: 202, body: progressReply(outcome.person) };
  });

  serve(routes.adminKeepAccount, async (request) => {
    const account = await accountOf(request.params.account_id);
    if (account === null) return refuse('account_not_found');
    const { realm, person } = account;
    const after = await leavings[realm].takeBack(person, mailLanguage(request));
    if (after.leaving !== undefined || after.left !== undefined) return refuse('deletion_begun');
    tellOf(request, account);
    log.info({ account_id: person.personId }, 'the operator keeps an account');
    return { status: 204, body: undefined };
  });
}

function progressReply(person: Pick<Person, 'personId' | 'leaving' | 'left'>) {
  const asked = deletionReply(person);
  const erasedMs = person.left?.atMs ?? null;
  if (asked === null && erasedMs === null) throw new Error(`${person.personId} was not asked to leave`);
  const erasedAt = erasedMs === null ? null : rfc3339(erasedMs);
  return {
    asked_at: asked?.asked_at ?? null,
    erased_from: asked?.erased_from ?? erasedAt ?? '',
    erased_at: erasedAt,
  };
}
