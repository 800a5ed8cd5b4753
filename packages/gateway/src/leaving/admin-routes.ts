import {
  type CustomerRecord,
  type Departure,
  houseCustomerId,
  type Person,
  type WorkerRecord,
} from '@asg/domain';
import type { MailLanguage } from '@asg/domain/names';
import { routes } from '@asg/wire';
import type { FastifyRequest } from 'fastify';
import type { GatewayOptions } from '../options.ts';
import { deletionReply } from '../people/deletion-reply.ts';
import { mailLanguage } from '../people/mail-language.ts';
import { Refusal, refuse } from '../refusals/refusal.ts';
import { rfc3339 } from '../replies/time.ts';
import type { Serve } from '../serving/serve.ts';
import { tellTrail } from '../trail/told.ts';
import { documentReply } from './document-reply.ts';
import { organisationDocument } from './organisation-document.ts';
import { personDocument } from './person-document.ts';
import { onlyOwner, organisationRefusal } from './refusals.ts';
import { workerDocument } from './worker-document.ts';

type Account =
  | { readonly realm: 'work'; readonly worker: WorkerRecord; readonly person: Person }
  | { readonly realm: 'console'; readonly person: Person }
  | { readonly realm: null; readonly customer: CustomerRecord };

/** For somebody who writes to the operator. */
export function serveLeavingAdmin(serve: Serve, options: GatewayOptions): void {
  const { workers, consoleLeaving, customers, leavings, organisationLeaving, log } = options;

  /** Also one that is being erased, or is. Null: there is none. */
  const accountOf = async (accountId: string): Promise<Account | null> => {
    const worker = await workers.find(accountId);
    if (worker !== null) return { realm: 'work', worker, person: await workers.personOf(worker) };
    const person = await consoleLeaving.find(accountId);
    if (person !== null) return { realm: 'console', person };
    const customer = await customers.find(accountId);
    return customer === null ? null : { realm: null, customer };
  };
  const tellOf = (request: Pick<FastifyRequest, 'trail'>, account: Account): void => {
    if (account.realm === null) tellTrail(request, { ownerId: account.customer.customerId });
    else {
      const { personId } = account.person;
      tellTrail(request, account.realm === 'work' ? { ownerId: personId } : { personId });
    }
  };

  serve(routes.adminExportAccount, async (request) => {
    const { account_id: accountId } = request.params;
    const account = await accountOf(accountId);
    if (account === null) return refuse('account_not_found');
    tellOf(request, account);
    log.info({ account_id: accountId }, 'the operator took what is known of an account');
    if (account.realm === null) {
      const text = organisationDocument(options, account.customer);
      return documentReply(text, `${accountId}.jsonl`, 'application/x-ndjson');
    }
    const { person } = account;
    const text =
      account.realm === 'work'
        ? workerDocument(options, { worker: account.worker, person })
        : personDocument(options, person);
    return documentReply(text, `${accountId}.json`);
  });

  /** How far it is. */
  const ask = async (
    account: Account,
    asking: { readonly language: MailLanguage; readonly isAtOnce: boolean },
  ): Promise<Departure | Refusal> => {
    switch (account.realm) {
      case 'work':
        return leavings.work.ask(account.person, { ...asking, session: null });
      case 'console': {
        const outcome = await consoleLeaving.ask(account.person, { ...asking, session: null });
        return outcome.kind === 'asked' ? outcome.person : onlyOwner(outcome.owned);
      }
      case null: {
        const outcome = await organisationLeaving.ask(account.customer.customerId, asking);
        return outcome.kind === 'asked' ? outcome.departure : organisationRefusal(outcome);
      }
    }
  };

  serve(routes.adminDeleteAccount, async (request) => {
    const { account_id: accountId } = request.params;
    if (accountId === houseCustomerId) return refuse('house_stays');
    const account = await accountOf(accountId);
    if (account === null) return refuse('account_not_found');
    const isAtOnce = request.body?.at_once === true;
    const after = await ask(account, { language: mailLanguage(request), isAtOnce });
    if (after instanceof Refusal) return after;
    tellOf(request, account);
    log.info({ account_id: accountId, at_once: isAtOnce }, 'the operator deletes an account');
    return { status: 202, body: progressReply(after) };
  });

  serve(routes.adminKeepAccount, async (request) => {
    const { account_id: accountId } = request.params;
    const account = await accountOf(accountId);
    if (account === null) return refuse('account_not_found');
    const language = mailLanguage(request);
    const after =
      account.realm === null
        ? await organisationLeaving.takeBack(accountId, language)
        : await leavings[account.realm].takeBack(account.person, language);
    if (after?.leaving !== undefined || after?.left !== undefined) return refuse('deletion_begun');
    tellOf(request, account);
    log.info({ account_id: accountId }, 'the operator keeps an account');
    return { status: 204, body: undefined };
  });
}

function progressReply(departure: Departure) {
  const asked = deletionReply(departure);
  const erasedMs = departure.left?.atMs ?? null;
  if (asked === null && erasedMs === null) throw new Error('nobody asked for it to be deleted');
  const erasedAt = erasedMs === null ? null : rfc3339(erasedMs);
  return {
    asked_at: asked?.asked_at ?? null,
    erased_from: asked?.erased_from ?? erasedAt ?? '',
    erased_at: erasedAt,
  };
}
