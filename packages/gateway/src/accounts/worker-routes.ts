import type { WalletInput } from '@asg/people';
import { routes } from '@asg/wire';
import { setSessionCookie } from '../auth/session-cookie.ts';
import { type AuthenticatedWorker, workerOf } from '../caller.ts';
import type { GatewayOptions } from '../options.ts';
import { mailLanguage } from '../people/mail-language.ts';
import { guessedIn } from '../people/proof.ts';
import { weakPassword } from '../people/weak-password.ts';
import { servePush } from '../push/routes.ts';
import type { RateLimits } from '../rate-limits/rate-limits.ts';
import { Refusal, refuse, refuseFields } from '../refusals/refusal.ts';
import type { Serve } from '../serving/serve.ts';
import { tellOfPerson, tellTrail } from '../trail/told.ts';
import { accountParts } from './account-parts.ts';
import type { SignIns } from './sign-in.ts';
import { sessionReply, workerReply } from './worker-replies.ts';

export function serveWorkers(
  serve: Serve,
  limits: RateLimits,
  signIns: SignIns,
  options: GatewayOptions,
): void {
  const { workers, people, wallets, walletChanges } = options;
  const guessed = guessedIn(options.trail);
  const accountReply = async (account: Pick<AuthenticatedWorker, 'worker' | 'person'>) =>
    workerReply(account.worker, await accountParts(options, account));

  servePush(serve, options);
  serve(routes.registerWorker, async (request, reply) => {
    const { email, password } = request.body;
    const place = signIns.place(request);
    const registered = await workers.register({ email, password }, place);
    if (!registered.ok) return registered.refusal === 'email_taken' ? refuse('email_taken') : weakPassword();
    tellOfPerson(request, 'work', registered.session.workerId);
    setSessionCookie(request, reply, 'worker', registered.session);
    await signIns.note(request, reply, { accountId: registered.session.workerId, isNew: true, place });
    return { status: 201, body: sessionReply(registered.session) };
  });

  serve(routes.logInWorker, async (request, reply) => {
    const { email, password } = request.body;
    const place = signIns.place(request);
    const device = await people.knownDevice(email, place);
    const session = await limits.logIn(request, reply, { realm: 'work', email, device }, () =>
      workers.logIn({ email, password }, place),
    );
    if (session instanceof Refusal) return session;
    if (session === null) return refuse('wrong_credentials');
    if ('ticket' in session) return refuse('code_wanted', { extra: { ticket: session.ticket } });
    tellOfPerson(request, 'work', session.workerId);
    if (session.isStaying === true) tellTrail(request, { after: { deletion_taken_back: true } });
    setSessionCookie(request, reply, 'worker', session);
    await signIns.note(request, reply, { accountId: session.workerId, isNew: false, place });
    return { status: 200, body: sessionReply(session) };
  });

  serve(routes.logOutWorker, async (request, reply) => {
    await workers.logOut(workerOf(request).token);
    setSessionCookie(request, reply, 'worker', null);
    return { status: 204, body: undefined };
  });

  serve(routes.getWorker, async (request) => {
    return { status: 200, body: await accountReply(workerOf(request)) };
  });

  serve(routes.setProfile, async (request) => {
    const { display_name, country, primary_language, languages, sensitive, phone, currency } = request.body;
    const { person, worker: before } = workerOf(request);
    const { workerId, profile } = before;
    const wanted = currency === undefined ? profile?.currency : currency;
    const sealedPhone = workers.sealedPhone(before, phone);
    const worker = await workers.setProfile(workerId, {
      displayName: display_name.trim(),
      country,
      primaryLanguage: primary_language.toLowerCase(),
      languages: [...new Set((languages ?? []).map((language) => language.toLowerCase()))],
      ...((sensitive ?? profile?.sensitive) === true && { sensitive: true }),
      ...(sealedPhone !== null && { sealedPhone }),
      ...(wanted != null && { currency: wanted }),
    });
    return { status: 200, body: await accountReply({ worker, person }) };
  });

  serve(routes.setWallet, async (request, reply) => {
    const signedIn = workerOf(request);
    const { address, paymail = null, password = null } = request.body;
    const asked = askedWallet(address, paymail);
    if (asked instanceof Refusal) return asked;
    if (asked !== null) {
      // Each costs a hash of the password or a request to another host.
      const { sessionId } = signedIn.session;
      const limited = limits.ofSession(reply, 'wallet', sessionId);
      if (limited !== null) return limited;
      const confirms = async () => ((await workers.confirms(signedIn, password)) ? 'it is them' : null);
      const confirmed = await (password === null
        ? confirms()
        : limits.confirmation(reply, sessionId, confirms));
      if (confirmed instanceof Refusal) return confirmed;
      if (confirmed === null) {
        if (password !== null) guessed(request, 'wallet.changed', 'password');
        return refuse('confirmation_needed');
      }
    }
    tellTrail(request, { personal: walletBefore(signedIn.worker) });
    const set = await wallets.set(signedIn.person, asked, mailLanguage(request));
    if (!set.ok) {
      const { field, reason } = set;
      return refuseFields([{ field, constraint: 'payable', message: `${field} cannot be used: ${reason}` }]);
    }
    return { status: 200, body: await accountReply({ ...signedIn, worker: set.worker }) };
  });

  serve(routes.removeWallet, async (request) => {
    const { person, worker: before } = workerOf(request);
    tellTrail(request, { personal: walletBefore(before) });
    const worker = await walletChanges.set(person.personId, null);
    return { status: 200, body: await accountReply({ person, worker }) };
  });

  serve(routes.dropWallet, async (request) => {
    const signedIn = workerOf(request);
    await walletChanges.drop(signedIn.worker.workerId);
    return { status: 200, body: await accountReply(signedIn) };
  });

  serve(routes.stopWallet, async (request) => {
    const locked = await people.lock(request.body.token);
    if (locked === null) return refuse('link_invalid');
    tellOfPerson(request, 'work', locked.personId);
    await walletChanges.stop(locked.personId, locked.sinceMs);
    return { status: 200, body: { sets_password: locked.setsPassword } };
  });
}

/** Where a worker was paid, for the trail. */
function walletBefore({ payout }: AuthenticatedWorker['worker']): Readonly<Record<string, string>> {
  if (payout === null) return {};
  return { wallet_before: 'paymail' in payout ? payout.paymail : payout.address };
}

/** What the body asks for; null: earnings are to be held. */
function askedWallet(
  address: string | null | undefined,
  paymail: string | null,
): WalletInput | null | Refusal {
  if (typeof address === 'string' && paymail !== null) {
    const message = 'send either address or paymail, not both';
    return refuseFields([{ field: 'paymail', constraint: 'exclusive', message }]);
  }
  if (paymail !== null) return { paymail };
  if (typeof address === 'string') return { address };
  if (address === null) return null;
  const message = 'address or paymail is required';
  return refuseFields([{ field: 'address', constraint: 'required', message }]);
}
