import { routes } from '@asg/wire';
import { workerOf } from '../auth.ts';
import type { GatewayOptions } from '../options.ts';
import type { RateLimits } from '../rate-limits/rate-limits.ts';
import { refuse, refuseFields } from '../refusal.ts';
import { earningsReply, sessionReply, workerReply } from '../replies/worker.ts';
import type { Serve } from '../serve.ts';
import { setSessionCookie } from '../session-cookie.ts';

const earningsDefault = 20;

export function serveWorkers(
  serve: Serve,
  limits: RateLimits,
  { workers, explorerUrl }: GatewayOptions,
): void {
  serve(routes.registerWorker, async (request, reply) => {
    const { email, password } = request.body;
    const registered = await workers.register({ email, password });
    if (!registered.ok) return refuse('email_taken');
    setSessionCookie(request, reply, registered.session);
    return { status: 201, body: sessionReply(registered.session) };
  });

  serve(routes.logInWorker, async (request, reply) => {
    const { email, password } = request.body;
    const limited = limits.account(reply, email);
    if (limited !== null) return limited;
    const session = await workers.logIn({ email, password });
    if (session === null) return refuse('wrong_credentials');
    setSessionCookie(request, reply, session);
    return { status: 200, body: sessionReply(session) };
  });

  serve(routes.logOutWorker, async (request, reply) => {
    await workers.logOut(workerOf(request).token);
    setSessionCookie(request, reply, null);
    return { status: 204, body: undefined };
  });

  serve(routes.getWorker, async (request) => {
    const { worker } = workerOf(request);
    return { status: 200, body: workerReply(worker, await workers.totals(worker.workerId)) };
  });

  serve(routes.setProfile, async (request) => {
    const { display_name, country, primary_language, languages } = request.body;
    const { workerId } = workerOf(request).worker;
    const worker = await workers.setProfile(workerId, {
      displayName: display_name.trim(),
      country,
      primaryLanguage: primary_language.toLowerCase(),
      languages: [...new Set((languages ?? []).map((language) => language.toLowerCase()))],
    });
    return { status: 200, body: workerReply(worker, await workers.totals(workerId)) };
  });

  serve(routes.setWallet, async (request) => {
    const { workerId } = workerOf(request).worker;
    const set = await workers.setPayoutAddress(workerId, request.body.address);
    if (!set.ok) return refuseFields([{ field: 'address', constraint: 'payable', message: set.reason }]);
    return { status: 200, body: workerReply(set.worker, await workers.totals(workerId)) };
  });

  serve(routes.listEarnings, async (request) => {
    const { limit = earningsDefault, cursor = null } = request.query;
    const { workerId } = workerOf(request).worker;
    const found = await workers.earnings(workerId, { limit: limit + 1, before: cursor });
    return { status: 200, body: earningsReply(found, limit, explorerUrl) };
  });
}
